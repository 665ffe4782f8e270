import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ServiceCard, type ServiceKey } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../language/index.ts';
import { Notice, saysSomething, useTextField } from '../../ui/index.ts';
import { useKiosk, useVisit } from '../contexts.ts';
import { useKept } from '../use-kept.ts';
import { useKeyboardWords } from '../use-keyboard-words.ts';
import { VisitScreen } from '../VisitScreen.tsx';
import { ServiceCards } from './ServiceCards.tsx';

const LONGEST_SEARCH = 200;

/** One big field; what fits appears while one types. */
export function SearchScreen() {
  const { t } = useTranslation();
  const [text, setText] = useKept('search', '');
  const found = useFound(text);
  const parts = useTextField({
    label: t('search.title'),
    text,
    onText: (next) => setText(next.slice(0, LONGEST_SEARCH)),
    lines: 1,
    ...useKeyboardWords(),
  });
  return (
    <VisitScreen title={t('search.title')} pictogram="search" hand={parts.keyboard}>
      {parts.field}
      <output className="unseen">
        {found && found.length > 0 && t('search.found', { count: found.length })}
      </output>
      {found === undefined && <p className="lead lines">{t('search.hint')}</p>}
      {found?.length === 0 && (
        <Notice kind="info" live>
          <p className="lines">{t('search.none')}</p>
        </Notice>
      )}
      {found && found.length > 0 && <ServiceCards services={found} list={`search ${text}`} />}
    </VisitScreen>
  );
}

/** The services that fit, best first; undefined while there is nothing to look for, or no answer yet. */
function useFound(text: string): ServiceCard[] | undefined {
  const { connection } = useVisit();
  const kiosk = useKiosk();
  const language = useLanguage();
  const wanted = useDeferredValue(saysSomething(text) ? text : '');
  const [keys, setKeys] = useState<ServiceKey[]>();

  useEffect(() => {
    let current = true;
    async function search(): Promise<void> {
      try {
        const found = await connection.reading.search({ text: wanted, language });
        if (current) setKeys(found);
      } catch {
        // The kiosk did not answer: what was found before stays, and the next letter asks again.
      }
    }
    if (wanted !== '') void search();
    return () => {
      current = false;
    };
  }, [connection, wanted, language]);

  if (wanted === '') return undefined;
  return keys?.flatMap((key) => kiosk?.services.find((card) => isSame(card, key)) ?? []);
}

function isSame(card: ServiceCard, key: ServiceKey): boolean {
  return card.tenant === key.tenant && card.id === key.id;
}
