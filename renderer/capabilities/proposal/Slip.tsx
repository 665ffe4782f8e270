import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type Language, type Localized, wordingFor } from '../../../shared/model/index.ts';
import { formatLooseDate, SCRIPTS, todayInParis, useLanguage } from '../../language/index.ts';
import { useKiosk } from '../../visitor/index.ts';
import { CodeGroups } from './CodeGroups.tsx';
import { type Draft } from './draft.ts';
import { QrCode } from './QrCode.tsx';

/** The paper slip: seen by the printer only, in the visitor's language, then in French. */
export function Slip({ draft }: { draft: Draft }) {
  const language = useLanguage();
  const kiosk = useKiosk();
  const [today] = useState(() => todayInParis(new Date()));
  const languages: Language[] = SCRIPTS[language].lang === 'fr' ? [language] : [language, 'fr'];
  const city = kiosk?.tenantName(draft.page.tenant);
  const slip = (
    <div className="slip" aria-hidden="true">
      {languages.map((each) => (
        <SlipWords
          key={each}
          language={each}
          today={today}
          city={city}
          service={draft.page.service.name}
          site={kiosk?.description.site.name ?? ''}
        />
      ))}
      <p className="code slip-code">
        <CodeGroups code={draft.code} />
      </p>
      <QrCode text={draft.code} />
    </div>
  );
  return createPortal(slip, document.body);
}

interface SlipWordsProps {
  language: Language;
  /** As `2026-03-14`. */
  today: string;
  city: Localized | undefined;
  service: Localized;
  site: string;
}

function SlipWords({ language, today, city, service, site }: SlipWordsProps) {
  const { i18n } = useTranslation();
  const t = i18n.getFixedT(language);
  const { lang, dir } = SCRIPTS[language];
  const date = formatLooseDate(today, language);
  return (
    <section lang={lang} dir={dir} className="slip-words">
      {city && <p className="slip-city">{wordingFor(city, language).text}</p>}
      <p className="slip-what">{t('slip.what')}</p>
      <p>
        <bdi>{wordingFor(service, language).text}</bdi>
      </p>
      <p className="lines">{t('slip.next', { date: `\u2068${date}\u2069` })}</p>
      <p>{t('slip.ask', { place: `\u2068${site}\u2069` })}</p>
      <p className="slip-what">{t('slip.code')}</p>
    </section>
  );
}
