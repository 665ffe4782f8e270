import { useTranslation } from 'react-i18next';
import { type ServiceCard } from '../../../shared/contract/index.ts';
import { type Need, THEMES } from '../../../shared/model/index.ts';
import { ChoiceCard, Choices } from '../../ui/index.ts';
import { useKiosk, useVisit } from '../contexts.ts';
import { pageOf } from '../order.ts';
import { useKept } from '../use-kept.ts';
import { Wording } from '../Wording.tsx';

export interface ServiceCardsProps {
  services: ServiceCard[];
  /** The list, so that coming back finds the part of it that one was in. */
  list: string;
  /** The need that led here, whose colour the cards wear; each its own otherwise. */
  need?: Need;
}

/** Seven services at most, then the rest. */
export function ServiceCards({ services, list, need }: ServiceCardsProps) {
  const { t } = useTranslation();
  const [number, setNumber] = useKept(`page of ${list}`, 0);
  const { shown, next } = pageOf(services, number);
  return (
    <Choices>
      {shown.map((service) => (
        <OneService
          key={`${service.tenant} ${service.id}`}
          service={service}
          need={need ?? THEMES[service.theme]}
        />
      ))}
      {next !== undefined && (
        <ChoiceCard
          title={next === 0 ? t('first-page') : t('next-page')}
          pictogram={next === 0 ? 'chevron-up' : 'chevron-down'}
          onPress={() => setNumber(next)}
        />
      )}
    </Choices>
  );
}

function OneService({ service, need }: { service: ServiceCard; need: Need }) {
  const { t } = useTranslation();
  const { go } = useVisit();
  const kiosk = useKiosk();
  const owner =
    service.tenant === kiosk?.description.homeTenant ? undefined : kiosk?.tenantName(service.tenant);
  return (
    <ChoiceCard
      title={<Wording of={service.name} />}
      fact={
        <>
          {owner && (
            <>
              <Wording of={owner} />
              {' · '}
            </>
          )}
          {t(`card.${service.state}`)}
        </>
      }
      pictogram={service.pictogram}
      need={need}
      onPress={() => go({ screen: 'service', service: { tenant: service.tenant, id: service.id } })}
    />
  );
}
