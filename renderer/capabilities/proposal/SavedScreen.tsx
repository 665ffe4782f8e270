import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PrintReason } from '../../../shared/contract/index.ts';
import { BigButton, Notice } from '../../ui/index.ts';
import { useCodeStays, useVisit, VisitScreen } from '../../visitor/index.ts';
import { CodeGroups } from './CodeGroups.tsx';
import { type Draft } from './draft.ts';
import { slipLength } from './slip-length.ts';
import { Slip } from './Slip.tsx';

type Printing = 'not-asked' | 'printing' | 'printed' | PrintReason;

/** It is on the disk. The code stands first, and stays on the screen until it is on paper or noted. */
export function SavedScreen({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { connection, end } = useVisit();
  const slip = useRef<HTMLDivElement>(null);
  const [printing, setPrinting] = useState<Printing>('not-asked');
  useCodeStays(printing === 'printed');

  async function print() {
    if (!slip.current || printing === 'printing') return;
    setPrinting('printing');
    const printed = await connection.print(await slipLength(slip.current));
    setPrinting(printed.ok ? 'printed' : printed.reason);
  }

  const failed = hasFailed(printing);
  // Before anything was printed the paper is the next thing; afterwards, leaving with it, or with the code noted.
  const paperFirst = printing === 'not-asked';
  const hand = (
    <>
      <BigButton
        kind={paperFirst ? 'main' : 'plain'}
        onPress={() => void print()}
        pictogram={{ name: failed ? 'rotate-ccw' : 'printer' }}
      >
        {t(failed ? 'again' : 'saved.print')}
      </BigButton>
      <BigButton
        kind={paperFirst ? 'plain' : 'main'}
        onPress={() => end('finished')}
        pictogram={{ name: 'check' }}
      >
        {t(printing === 'printed' ? 'saved.taken' : 'saved.noted')}
      </BigButton>
    </>
  );
  return (
    <VisitScreen title={t('saved.title')} pictogram="file-check" need="propose" hand={hand}>
      <section className="saved-code" aria-labelledby="saved-code">
        <h2 id="saved-code">{t('saved.code')}</h2>
        <p className="code receipt-code" data-private data-testid="receipt-code">
          <CodeGroups code={draft.code} />
        </p>
      </section>
      <PrintWord printing={printing} />
      <Notice kind="info" pictogram="clock">
        <p>{t('saved.next')}</p>
      </Notice>
      <p className="lead lines">{t('saved.why')}</p>
      <Slip draft={draft} ref={slip} />
    </VisitScreen>
  );
}

function hasFailed(printing: Printing): printing is PrintReason {
  return printing !== 'not-asked' && printing !== 'printing' && printing !== 'printed';
}

/** Each is another notice, which comes into sight for itself. */
function PrintWord({ printing }: { printing: Printing }) {
  const { t } = useTranslation();
  if (printing === 'not-asked') return null;
  if (printing === 'printing') {
    return (
      <Notice key="printing" kind="info" pictogram="printer" live>
        <p>{t('saved.printing')}</p>
      </Notice>
    );
  }
  if (printing === 'printed') {
    return (
      <Notice key="printed" kind="good" pictogram="printer" live>
        <p>{t('saved.printed')}</p>
      </Notice>
    );
  }
  return (
    <Notice key={printing} kind="warn" pictogram="printer" live>
      <p>{t(`reason.${printing}.visitor` as const)}</p>
      <p className="lines">{t('saved.stays')}</p>
    </Notice>
  );
}
