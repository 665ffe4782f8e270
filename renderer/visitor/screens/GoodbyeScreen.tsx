import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useListening } from '../../listening/index.ts';

/** For a voice that does not come to its end. */
const MOST_MILLISECONDS = 4_000;

/** The last word of a visit, heard by those who listen; then the page is replaced. Nothing of the visit is under it. */
export function GoodbyeScreen({ over }: { over: () => void }) {
  const { t } = useTranslation();
  const { open, always, say } = useListening();

  const takeLeave = useEffectEvent(async () => {
    if (open || always) await Promise.race([say(t('goodbye')), pause(MOST_MILLISECONDS)]);
    over();
  });
  useEffect(() => void takeLeave(), []);

  return (
    <main className="goodbye" data-says-itself>
      <h1 className="screen-title">{t('goodbye')}</h1>
    </main>
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((passed) => {
    setTimeout(passed, milliseconds);
  });
}
