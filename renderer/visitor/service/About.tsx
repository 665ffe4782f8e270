import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type ServicePage } from '../../../shared/contract/index.ts';
import { type Commitment, type Fact, type Service, wordingFor } from '../../../shared/model/index.ts';
import { formatLooseDate, useLanguage } from '../../language/index.ts';
import { Notice } from '../../ui/index.ts';
import { useKiosk } from '../contexts.ts';
import { Wording } from '../Wording.tsx';
import { Contact } from './Contact.tsx';
import { Sources, WordingMarks } from './Provenance.tsx';
import { SourceLine } from './SourceLine.tsx';

/** What the sources say of a service, what is known of its state, and where that comes from. */
export function About({ page }: { page: ServicePage }) {
  const { t } = useTranslation();
  const { service, commitments } = page;
  const sourced = service.facts.filter((fact) => fact.source !== null);
  const elsewhere = service.facts.filter((fact) => fact.source === null);
  return (
    <>
      <Owner tenant={page.tenant} />
      <Wording of={service.summary} as="p" className="lead" />
      <WordingMarks page={page} />
      <Section title={t('service.status')}>
        <Status status={service.status} />
      </Section>
      {sourced.length > 0 && (
        <Section title={t('service.facts')}>
          <Facts facts={sourced} />
        </Section>
      )}
      {commitments.length > 0 && (
        <Section title={t('service.commitments')}>
          {commitments.map((commitment) => (
            <PromiseMade key={wordingFor(commitment.title, 'fr').text} commitment={commitment} />
          ))}
        </Section>
      )}
      {service.contact && (
        <Section title={t('service.contact')}>
          <Contact contact={service.contact} />
        </Section>
      )}
      {elsewhere.length > 0 && (
        <Section title={t('service.elsewhere')}>
          <p className="small">{t('service.elsewhere.note')}</p>
          <Facts facts={elsewhere} />
        </Section>
      )}
      <Sources page={page} />
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** The city that the service belongs to, with its honest note. */
function Owner({ tenant }: { tenant: string }) {
  const known = useKiosk()?.description.tenants.find((candidate) => candidate.id === tenant);
  if (!known) return null;
  return (
    <p className="owner">
      <Wording of={known.name} />
      {known.note && (
        <>
          {' · '}
          <Wording of={known.note} />
        </>
      )}
    </p>
  );
}

function Status({ status }: { status: Service['status'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const sentence =
    status.date === undefined
      ? t(`state.${status.state}`)
      : t(`state.${status.state}.dated`, { date: formatLooseDate(status.date, language) });
  return (
    <Notice kind={status.state === 'open' ? 'good' : 'info'} pictogram={STATUS_PICTOGRAMS[status.state]}>
      <p>{sentence}</p>
    </Notice>
  );
}

const STATUS_PICTOGRAMS = {
  planned: 'calendar',
  open: 'circle-check',
  suspended: 'clock',
  closed: 'archive',
  unknown: 'circle-help',
} as const;

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <ul className="facts">
      {facts.map((fact) => (
        <li key={fact.id}>
          <Wording of={fact.text} />
        </li>
      ))}
    </ul>
  );
}

function PromiseMade({ commitment }: { commitment: Commitment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <article className="promise">
      <Wording of={commitment.title} as="h3" />
      <p className="promise-state">
        <span>{t(`commitment.${commitment.state}`)}</span>
        {commitment.promisedFor !== undefined && (
          <span>{t('commitment.for', { date: formatLooseDate(commitment.promisedFor, language) })}</span>
        )}
      </p>
      <Wording of={commitment.note} as="p" />
      <SourceLine source={commitment.source} />
    </article>
  );
}
