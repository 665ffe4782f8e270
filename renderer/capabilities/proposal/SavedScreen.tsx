import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PrintReason } from '../../../shared/contract/index.ts';
import { BigButton, Notice } from '../../ui/index.ts';
import { useVisit, VisitScreen } from '../../visitor/index.ts';
import { CodeGroups } from './CodeGroups.tsx';
import { type Draft } from './draft.ts';
import { Slip } from './Slip.tsx';

type Printing = 'not-asked' | 'printing' | 'printed' | PrintReason;

/** It is on the disk. The code stays on the screen until it is on paper or noted. */
export function SavedScreen({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { connection, end } = useVisit();
  const [printing, setPrinting] = useState<Printing>('not-asked');

  async function print() {
    setPrinting('printing');
    const printed = await connection.print();
    setPrinting(printed.ok ? 'printed' : printed.reason);
  }

  const hand = (
    <>
      <PrintWord printing={printing} />
      {(printing === 'not-asked' || printing === 'printed') && (
        <BigButton onPress={() => void print()} pictogram={{ name: 'printer' }}>
          {t('saved.print')}
        </BigButton>
      )}
      <BigButton kind="main" onPress={() => end('finished')} pictogram={{ name: 'check' }}>
        {t(printing === 'printed' ? 'saved.taken' : 'saved.noted')}
      </BigButton>
    </>
  );
  return (
    <VisitScreen title={t('saved.title')} pictogram="file-check" need="propose" hand={hand}>
      <Notice kind="info" pictogram="clock">
        <p>{t('saved.next')}</p>
      </Notice>
      <section className="saved-code" aria-labelledby="saved-code">
        <h2 id="saved-code">{t('saved.code')}</h2>
        <p className="code receipt-code" data-testid="receipt-code">
          <CodeGroups code={draft.code} />
        </p>
      </section>
      <p className="lead lines">{t('saved.why')}</p>
      <Slip draft={draft} />
    </VisitScreen>
  );
}

function PrintWord({ printing }: { printing: Printing }) {
  const { t } = useTranslation();
  if (printing === 'not-asked') return null;
  if (printing === 'printing') {
    return (
      <Notice kind="info" pictogram="printer" live>
        <p>{t('saved.printing')}</p>
      </Notice>
    );
  }
  return (
    <Notice kind={printing === 'printed' ? 'good' : 'warn'} pictogram="printer" live>
      <p>{t(printing === 'printed' ? 'saved.printed' : (`reason.${printing}.visitor` as const))}</p>
    </Notice>
  );
}
