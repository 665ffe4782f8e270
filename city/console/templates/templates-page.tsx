import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type ReplyTemplate, TEMPLATE_DECISIONS } from '../../../shared/contract/index.ts';
import { type AnswerOf, type Hub, useAnswer } from '../connection/index.ts';
import { SectionPage, Trouble } from '../parts/index.ts';
import { READY_TEXTS } from '../reply/index.ts';
import { shortDay, Text, useMessages } from '../words/index.ts';
import { TemplateForm } from './template-form.tsx';

type Listed = Extract<AnswerOf<Hub['templates']['list']>, { ok: true }>['value'];

/** One that the city wrote, or one of the program that it has left as it is. */
type Shown = ReplyTemplate & Partial<Pick<Listed['templates'][number], 'changedBy' | 'changedOn'>>;

interface TemplatesPageProps {
  hub: Hub;
  onEnded: () => void;
}

/** The ready texts for replies, by decision; one at a time is changed. */
export function TemplatesPage({ hub, onEnded }: TemplatesPageProps) {
  const { say } = useMessages();
  const list = useAnswer(() => hub.templates.list(), { onEnded });
  const [edited, setEdited] = useState<ReplyTemplate | undefined>();
  const shown = useShown(list.value?.templates ?? []);

  function saved() {
    setEdited(undefined);
    list.reload();
  }

  if (edited !== undefined && list.value !== undefined) {
    return (
      <SectionPage title={say('section.templates')}>
        <TemplateForm
          hub={hub}
          template={edited}
          services={list.value.services}
          onSaved={saved}
          onCancel={() => setEdited(undefined)}
          onEnded={onEnded}
        />
      </SectionPage>
    );
  }
  return (
    <SectionPage title={say('section.templates')}>
      <p className="quiet">{say('templates.intro')}</p>
      {list.trouble !== undefined && <Trouble words={`reason.${list.trouble}`} onTryAgain={list.reload} />}
      {list.value === undefined && list.trouble === undefined && (
        <Waiting doing={say('app.loading')} why={say('app.slow')} />
      )}
      {list.value !== undefined && (
        <>
          <div className="button-row">
            <Button className="button button-main" onPress={() => setEdited(newTemplate())}>
              <Plus aria-hidden /> {say('templates.new')}
            </Button>
          </div>
          {TEMPLATE_DECISIONS.map((decision) => (
            <section key={decision} className="part" aria-labelledby={`templates-${decision}`}>
              <h2 id={`templates-${decision}`}>{say(`decision.${decision}`)}</h2>
              <ul className="templates">
                {shown
                  .filter((template) => template.decision === decision)
                  .map((template) => (
                    <TemplateLine
                      key={template.id}
                      template={template}
                      services={list.value?.services ?? []}
                      onEdit={() => setEdited(withoutWho(template))}
                    />
                  ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </SectionPage>
  );
}

interface TemplateLineProps {
  template: Shown;
  services: Listed['services'];
  onEdit: () => void;
}

function TemplateLine({ template, services, onEdit }: TemplateLineProps) {
  const { say, language } = useMessages();
  const service = services.find(({ id }) => id === template.service);
  return (
    <li className="template-line">
      <strong>
        <bdi>{template.name}</bdi>
      </strong>
      <span className="quiet small">
        {service === undefined ? (
          (template.service ?? say('templates.all-services'))
        ) : (
          <Text of={service.name} />
        )}
      </span>
      <span className="quiet small">
        {template.changedOn === undefined
          ? say('templates.of-program')
          : say('templates.changed', {
              date: shortDay(template.changedOn, language),
              name: template.changedBy ?? '',
            })}
      </span>
      {template.hidden && <strong className="state state-refused">{say('templates.hidden')}</strong>}
      <Button
        className="button button-small"
        aria-label={`${say('templates.edit')} : ${template.name}`}
        onPress={onEdit}
      >
        {say('templates.edit')}
      </Button>
      <p className="template-text">
        <Text of={template.text} />
      </p>
    </li>
  );
}

/** The city's own, and those of the program that it has not put another in the place of. */
function useShown(own: Listed['templates']): Shown[] {
  const { say } = useMessages();
  const replaced = new Set(own.map(({ id }) => id));
  const program = READY_TEXTS.filter(({ id }) => !replaced.has(id)).map((ready) => ({
    ...ready,
    name: say(`template.${ready.id}`),
    service: null,
    hidden: false,
  }));
  return [...program, ...own];
}

function withoutWho({ id, service, decision, name, text, hidden }: Shown): ReplyTemplate {
  return { id, service, decision, name, text, hidden };
}

function newTemplate(): ReplyTemplate {
  return {
    id: crypto.randomUUID(),
    service: null,
    decision: 'in-progress',
    name: '',
    text: { original: 'fr' },
    hidden: false,
  };
}
