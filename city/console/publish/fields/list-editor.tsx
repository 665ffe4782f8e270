import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useMessages } from '../../words/index.ts';
import { useWords } from '../words.ts';
import { type FieldProps } from './field-props.ts';
import { Group } from './group.tsx';

interface ListProps extends FieldProps {
  renderItem: (item: FieldProps) => ReactNode;
}

const NEW_VALUES: Record<string, unknown> = { group: {}, variant: {}, text: { original: 'fr' }, list: [] };

/** Entries in an order: added, taken away, moved up. */
export function ListEditor({ field, value, at, onChange, renderItem }: ListProps) {
  const { say } = useMessages();
  const words = useWords();
  const place = useRef<HTMLOListElement>(null);
  const items: unknown[] = Array.isArray(value) ? (value as unknown[]) : [];
  const { of } = field;
  if (of === undefined) throw new Error('a list of nothing');
  const label = words(field.label);

  function change(changed: unknown[]) {
    onChange(at, changed.length === 0 && !field.required ? undefined : changed);
  }

  function add() {
    change([...items, NEW_VALUES[of?.kind ?? ''] ?? '']);
    /* Once it is on the screen: whoever adds an entry is about to write it. */
    requestAnimationFrame(() =>
      place.current?.lastElementChild?.querySelector<HTMLElement>('input, select, textarea')?.focus(),
    );
  }

  return (
    <Group field={field} at={at}>
      <ol ref={place} className="publish-list">
        {items.map((item, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- entries have no other name than their place
          <li key={index} className="publish-item">
            {renderItem({
              field: { ...of, label: numbered(of.label, index + 1) },
              value: item,
              at: [...at, index],
              onChange,
            })}
            <div className="button-row">
              {index > 0 && (
                <Button
                  className="button button-plain button-small"
                  aria-label={say('publish.list.up', { label, number: index + 1 })}
                  onPress={() => change(movedUp(items, index))}
                >
                  <ArrowUp aria-hidden />
                </Button>
              )}
              <Button
                className="button button-plain button-small"
                aria-label={say('publish.list.remove', { label, number: index + 1 })}
                onPress={() => change(items.filter((_, other) => other !== index))}
              >
                <Trash2 aria-hidden />
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button className="button button-small publish-add" onPress={add}>
        <Plus aria-hidden /> {say('publish.list.add', { label })}
      </Button>
    </Group>
  );
}

function numbered(label: { fr: string; en: string }, number: number): { fr: string; en: string } {
  return { fr: `${label.fr} ${number}`, en: `${label.en} ${number}` };
}

function movedUp(items: readonly unknown[], index: number): unknown[] {
  const moved = [...items];
  [moved[index - 1], moved[index]] = [moved[index], moved[index - 1]];
  return moved;
}
