import { type InboxRow, type OpenedRequest, type Reply } from '../../../shared/contract/index.ts';
import { type Decision, decisionsFor, type Localized } from '../../../shared/model/index.ts';
import { daysAfter, isLanguageCode, originalText } from '../words/index.ts';
import { originOf } from './ready-texts.ts';

/** An answer as it stands in the form: kept in memory only, for as long as the agent is signed in. */
export interface Draft {
  decision: Decision | undefined;
  /** The French name of a commission, of the form or another. */
  commission: string;
  /** ISO day, empty until it is whole. */
  date: string;
  french: string;
  /** The same answer in the visitor's language; empty when the agent does not write it. */
  translation: string;
  /** The last answer that was there when it was begun, or that its writer has seen since. */
  afterTurn?: number | undefined;
}

export type Field = 'decision' | 'commission' | 'date' | 'french' | 'translation';

export type Problem =
  | 'decision-missing'
  | 'commission-missing'
  | 'date-missing'
  | 'date-not-future'
  | 'date-too-far'
  | 'text-missing'
  | 'text-too-long';

/** Signs of an answer: two screens of a kiosk, and small once sealed. */
export const MOST_SIGNS = 4_000;

/** A commission farther away than this is a slip of the hand in the year. */
const FARTHEST_DAYS = 730;

/** What to put right before sending, field by field; empty when it can go (A26: a date and a reason, always). */
export function problemsOf(draft: Draft, today: string): Partial<Record<Field, Problem>> {
  const problems: [Field, Problem | undefined][] = [
    ['decision', draft.decision === undefined ? 'decision-missing' : undefined],
    ['commission', namesCommission(draft) && isBlank(draft.commission) ? 'commission-missing' : undefined],
    ['date', namesCommission(draft) ? dateProblem(draft.date, today) : undefined],
    ['french', isBlank(draft.french) ? 'text-missing' : lengthProblem(draft.french)],
    ['translation', lengthProblem(draft.translation)],
  ];
  return Object.fromEntries(problems.filter(([, problem]) => problem !== undefined));
}

/** Only an answer that sends a proposal to a commission names it, with its date. */
export function namesCommission(draft: Draft): boolean {
  return draft.decision === 'in-progress';
}

function dateProblem(date: string, today: string): Problem | undefined {
  if (date === '') return 'date-missing';
  if (date <= today) return 'date-not-future';
  return date > daysAfter(today, FARTHEST_DAYS) ? 'date-too-far' : undefined;
}

function lengthProblem(text: string): Problem | undefined {
  return text.length > MOST_SIGNS ? 'text-too-long' : undefined;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** An untouched form: the commission is the one that the visitor chose, since it is nearly always the right one. */
export function emptyDraft(request: OpenedRequest): Draft {
  return {
    decision: undefined,
    commission: chosenCommission(request)?.fr ?? '',
    date: '',
    french: '',
    translation: '',
  };
}

/** What can be answered to a request now; nothing when its visitor took it back. */
export function decisionsOf({ form, state }: OpenedRequest): Decision[] {
  return decisionsFor(form?.act ?? 'proposal', state);
}

/** The number of the newest answer that is on the screen. */
export function lastTurn({ answers }: OpenedRequest): number {
  return Math.max(0, ...answers.map(({ turn }) => turn));
}

/** Whether something would be lost with it. */
export function isStarted(draft: Draft): boolean {
  return draft.decision !== undefined || draft.date !== '' || !isBlank(draft.french + draft.translation);
}

/** The visitor's language when a second wording helps; undefined for French. */
export function secondLanguage(request: OpenedRequest): string | undefined {
  const { language } = request.words;
  return language === 'fr' || !isLanguageCode(language) ? undefined : language;
}

/** What goes to the hub. The draft has no problem left. */
export function replyOf(request: OpenedRequest, draft: Draft & { decision: Decision }): Reply {
  const reply: Reply = { id: request.id, state: draft.decision, reason: reasonOf(request, draft) };
  if (!namesCommission(draft)) return reply;
  return { ...reply, commission: { name: commissionName(request, draft.commission), date: draft.date } };
}

function reasonOf(request: OpenedRequest, draft: Draft): Localized {
  const french: Localized = { original: 'fr', fr: { text: draft.french.trim(), by: 'human' } };
  const second = secondLanguage(request);
  const text = draft.translation.trim();
  if (second === undefined || text === '') return french;
  return { ...french, [second]: { text, by: originOf(text, second) } };
}

/** With its translations when it is one of the form's. */
function commissionName(request: OpenedRequest, typed: string): Localized {
  const name = typed.trim();
  const known = commissionsOf(request).find((commission) => commission.fr === name);
  return known?.name ?? { original: 'fr', fr: { text: name, by: 'human' } };
}

/** The option of a visitor who leaves it to the city: not a commission that could be named. */
const NO_COMMISSION = 'not-sure';

interface Commission {
  fr: string;
  name: Localized;
}

/** The commissions that the form offered to the visitor. */
export function commissionsOf(request: OpenedRequest): Commission[] {
  const question = commissionQuestion(request);
  const offered = question?.options.filter((option) => option.id !== NO_COMMISSION) ?? [];
  return offered.map((option) => commissionOf(option.label));
}

function chosenCommission(request: OpenedRequest): Commission | undefined {
  const question = commissionQuestion(request);
  const choice = request.choices.find((choice) => question !== undefined && isAbout(choice, question.title));
  const commission = choice && commissionOf(choice.answer);
  return commissionsOf(request).find((offered) => offered.fr === commission?.fr);
}

/** The question named `commission`: what forms of the act `proposal` call it. */
function commissionQuestion(request: OpenedRequest) {
  const question = request.form?.questions.find((question) => question.id === 'commission');
  return question?.kind === 'choice' ? question : undefined;
}

/** Choices reach the inbox as the texts of question and answer; the original wording tells which is which. */
function isAbout(choice: InboxRow['choices'][number], title: Localized): boolean {
  return originalText(choice.question) === originalText(title);
}

function commissionOf(name: Localized): Commission {
  return { fr: name['fr']?.text ?? originalText(name), name };
}
