import { useEffect, useRef, useState } from 'react';
import { KIOSK_ALARMS, type KioskAlarm } from '../../../shared/contract/index.ts';
import { Choice, LineField } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';

export interface Filter {
  search: string;
  alarm: KioskAlarm | 'any' | undefined;
}

interface FilterRowProps {
  filter: Filter;
  /** How many kiosks each choice shows; undefined until the hub has told. */
  counts: Record<KioskAlarm | 'any' | 'all', number> | undefined;
  onFilter: (change: Partial<Filter>) => void;
}

/** While somebody writes, each letter is not a question. */
const PAUSE_MILLISECONDS = 250;

export function FilterRow({ filter, counts, onFilter }: FilterRowProps) {
  const { say } = useMessages();
  const [search, setSearch] = useState(filter.search);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);

  function write(written: string) {
    setSearch(written);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => onFilter({ search: written }), PAUSE_MILLISECONDS);
  }

  const count = (of: KioskAlarm | 'any' | 'all') => counts?.[of] ?? 0;
  const choices = [
    { value: '', label: say('kiosks.filter.all', { count: count('all') }) },
    { value: 'any', label: say('kiosks.filter.any', { count: count('any') }) },
    ...KIOSK_ALARMS.map((alarm) => ({
      value: alarm,
      label: say('kiosks.filter.one', { alarm: say(`kiosks.alarm.${alarm}`), count: count(alarm) }),
    })),
  ];
  return (
    <>
      <LineField label={say('kiosks.search')} value={search} onChange={write} />
      <Choice
        label={say('kiosks.filter')}
        value={filter.alarm ?? ''}
        options={choices}
        onChange={(value) => onFilter({ alarm: value === '' ? undefined : (value as KioskAlarm | 'any') })}
      />
    </>
  );
}
