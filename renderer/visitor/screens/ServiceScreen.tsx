import { useTranslation } from 'react-i18next';
import { type ServiceKey, type ServicePage } from '../../../shared/contract/index.ts';
import { THEMES } from '../../../shared/model/index.ts';
import { BigButton, Notice } from '../../ui/index.ts';
import { useKiosk, useVisit } from '../contexts.ts';
import { About } from '../service/index.ts';
import { useAsked } from '../use-asked.ts';
import { FailedScreen, VisitScreen, WaitingScreen } from '../VisitScreen.tsx';
import { Wording } from '../Wording.tsx';

/** All that is known about one service, and what can be done about it. */
export function ServiceScreen({ service }: { service: ServiceKey }) {
  const { t } = useTranslation();
  const { connection } = useVisit();
  const generation = useKiosk()?.generation ?? 0;
  const question = `${service.tenant} ${service.id} ${generation}`;
  const asked = useAsked(question, () => connection.reading.service(service));

  if (asked.state === 'waiting') return <WaitingScreen />;
  if (asked.state === 'failed') return <FailedScreen again={asked.again} />;
  if (!asked.value.ok) {
    return (
      <VisitScreen title={t('service.unknown')}>
        <Notice kind="info">
          <p>{t(`reason.${asked.value.reason}.visitor`)}</p>
        </Notice>
      </VisitScreen>
    );
  }
  return <KnownService page={asked.value.value} />;
}

function KnownService({ page }: { page: ServicePage }) {
  const { service } = page;
  return (
    <VisitScreen
      title={<Wording of={service.name} />}
      pictogram={service.pictogram}
      need={THEMES[service.theme]}
      {...(canPropose(page) ? { hand: <Acts page={page} /> } : {})}
    >
      <About page={page} />
    </VisitScreen>
  );
}

function canPropose(page: ServicePage): boolean {
  return page.form?.act === 'proposal' && page.service.capabilities.includes('proposal');
}

function Acts({ page }: { page: ServicePage }) {
  const { t } = useTranslation();
  const { go } = useVisit();
  return (
    <BigButton
      kind="main"
      pictogram={{ name: 'pen-line' }}
      onPress={() => go({ screen: 'proposal', service: { tenant: page.tenant, id: page.id } })}
    >
      {t('service.proposal')}
    </BigButton>
  );
}
