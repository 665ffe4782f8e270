import { type Ref, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { USUAL_ACCESS } from '../../../shared/contract/index.ts';
import { type Language, type Localized, wordingFor } from '../../../shared/model/index.ts';
import {
  daysAfter,
  formatLooseDate,
  scriptOf,
  SCRIPTS,
  todayInParis,
  useLanguage,
} from '../../language/index.ts';
import { useKiosk } from '../../visitor/index.ts';
import { CodeGroups } from './CodeGroups.tsx';
import { type Draft } from './draft.ts';
import { QrCode } from './QrCode.tsx';

/** The paper: seen by the printer only, in the visitor's language, then in French. */
export function Slip({ draft, ref }: { draft: Draft; ref: Ref<HTMLDivElement> }) {
  const language = useLanguage();
  const kiosk = useKiosk();
  const [today] = useState(() => todayInParis(new Date()));
  const isFrench = SCRIPTS[language].lang === 'fr';
  const words = {
    city: kiosk?.tenantName(draft.page.tenant),
    service: draft.page.service.name,
    site: kiosk?.description.site.name ?? '',
    today,
    answerWithinDays: draft.form.answerWithinDays,
    codeReader: kiosk?.description.codeReader ?? USUAL_ACCESS.codeReader,
  };
  const slip = (
    <div ref={ref} className="slip" data-paper={kiosk?.description.paper ?? '80mm'} aria-hidden="true">
      <SlipPart language={language} {...words} />
      <SlipCode code={draft.code} labels={isFrench ? [language] : [language, 'fr']} />
      {!isFrench && <SlipPart language="fr" {...words} />}
    </div>
  );
  return createPortal(slip, document.body);
}

interface SlipPartProps {
  language: Language;
  city: Localized | undefined;
  service: Localized;
  /** The name of the place where the kiosk stands. */
  site: string;
  /** As `2026-03-14`. */
  today: string;
  answerWithinDays: number | undefined;
  /** Whether this kiosk can read the square. */
  codeReader: boolean;
}

function SlipPart({ language, city, service, site, today, answerWithinDays, codeReader }: SlipPartProps) {
  const t = useTranslation().i18n.getFixedT(language);
  const { lang, dir } = SCRIPTS[language];
  const day = (date: string) => ({ date: isolated(inOnePiece(formatLooseDate(date, language))) });
  const steps = sentencesOf(t('slip.next', day(today)), lang);
  const [last = '', ...before] = steps.toReversed();
  return (
    <section lang={lang} dir={dir} className="slip-part">
      <div className="slip-head">
        {city && <Wording className="slip-city" text={city} language={language} />}
        <p className="slip-what">{t('slip.what')}</p>
        <Wording text={service} language={language} />
      </div>
      <div className="slip-next">
        <p className="slip-heading">{t('slip.after')}</p>
        <ol className="slip-steps">
          {before.toReversed().map((step) => (
            <li key={step}>{step}</li>
          ))}
          <li>
            {last} {codeReader && t('slip.scan')}
          </li>
        </ol>
        <p className="slip-heading">
          {answerWithinDays === undefined
            ? t('slip.when.unknown')
            : t('slip.when', day(daysAfter(today, answerWithinDays)))}
        </p>
      </div>
      <div className="slip-next">
        <p className="lines">{t('slip.ask', { place: isolated(site) })}</p>
        <p className="lines">{t('slip.keep')}</p>
      </div>
    </section>
  );
}

/** The code stands once on the paper, under its name in each language of it. */
function SlipCode({ code, labels }: { code: string; labels: Language[] }) {
  const { i18n } = useTranslation();
  return (
    <div className="slip-code-block">
      <p className="slip-heading slip-labels">
        {labels.map((language) => (
          <bdi key={language} lang={SCRIPTS[language].lang}>
            {i18n.getFixedT(language)('slip.code')}
          </bdi>
        ))}
      </p>
      <div className="slip-code">
        <QrCode text={code} />
        <p className="code slip-groups">
          <CodeGroups code={code} />
        </p>
      </div>
    </div>
  );
}

/** A text of the city, which may exist in another language only. */
function Wording({ text, language, className }: { text: Localized; language: Language; className?: string }) {
  const wording = wordingFor(text, language);
  return (
    <p className={className}>
      <bdi lang={scriptOf(wording.language).lang}>{wording.text}</bdi>
    </p>
  );
}

/** One idea a line. */
function sentencesOf(text: string, lang: string): string[] {
  const segments = new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text);
  return Array.from(segments, ({ segment }) => segment.trim()).filter((sentence) => sentence !== '');
}

/** A date that is torn apart at the end of a line is easily read wrongly. */
function inOnePiece(date: string): string {
  return date.replaceAll(' ', '\u00a0');
}

/** What has a direction of its own must not turn the words around it. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
