import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { type InboxFilter, type InboxHead } from '../../../shared/contract/index.ts';
import { ACT_STATES, wordingFor } from '../../../shared/model/index.ts';
import { Choice } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';

interface FilterBarProps {
  filter: InboxFilter;
  services: InboxHead['services'];
  onFilter: (filter: InboxFilter) => void;
}

const WHOSE = ['all', 'mine', 'nobody'] as const;
const AGES = [7, 30, 90] as const;
const DUES = ['late', 'week', 'month', 'none'] as const;

/** Whose requests, one press away; all else behind one more. */
export function FilterBar({ filter, services, onFilter }: FilterBarProps) {
  const { say, language } = useMessages();
  const { whose, ...others } = filter;
  const count = Object.keys(others).length;
  const [isOpen, setOpen] = useState(count > 0);
  const heading = useId();
  const any = { value: '', label: say('inbox.filter.any') };

  /** Without a value, that part of the filter is left out. */
  function set(name: keyof InboxFilter, value: InboxFilter[keyof InboxFilter]) {
    const { [name]: _, ...rest } = filter;
    onFilter(value === undefined ? rest : { ...rest, [name]: value });
  }

  return (
    <div className="inbox-filter">
      <fieldset className="whose" aria-label={say('inbox.whose')}>
        {WHOSE.map((each) => (
          <button
            key={each}
            type="button"
            className="whose-choice"
            aria-pressed={(whose ?? 'all') === each}
            onClick={() => set('whose', each === 'all' ? undefined : each)}
          >
            {say(`inbox.whose.${each}`)}
          </button>
        ))}
      </fieldset>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary id={heading}>
          {count === 0 ? say('inbox.filter') : say('inbox.filter.count', { count })}
        </summary>
        <fieldset className="filter-fields" aria-labelledby={heading}>
          <Choice
            label={say('inbox.filter.service')}
            value={filter.service ?? ''}
            options={[
              any,
              ...services.map(({ id, name }) => ({ value: id, label: wordingFor(name, language).text })),
            ]}
            onChange={(value) => set('service', value === '' ? undefined : value)}
          />
          <Choice
            label={say('inbox.filter.state')}
            value={filter.state ?? ''}
            options={[any, ...ACT_STATES.map((state) => ({ value: state, label: say(`state.${state}`) }))]}
            onChange={(value) =>
              set(
                'state',
                ACT_STATES.find((state) => state === value),
              )
            }
          />
          <Choice
            label={say('inbox.filter.age')}
            value={String(filter.age ?? '')}
            options={[
              any,
              ...AGES.map((days) => ({
                value: String(days),
                label: say('inbox.filter.days', { count: days }),
              })),
            ]}
            onChange={(value) =>
              set(
                'age',
                AGES.find((days) => String(days) === value),
              )
            }
          />
          <Choice
            label={say('inbox.filter.due')}
            value={filter.due ?? ''}
            options={[any, ...DUES.map((due) => ({ value: due, label: say(`inbox.filter.due.${due}`) }))]}
            onChange={(value) =>
              set(
                'due',
                DUES.find((due) => due === value),
              )
            }
          />
          {count > 0 && (
            <Button
              className="button button-small"
              onPress={() => onFilter(whose === undefined ? {} : { whose })}
            >
              {say('inbox.filter.clear')}
            </Button>
          )}
        </fieldset>
      </details>
    </div>
  );
}
