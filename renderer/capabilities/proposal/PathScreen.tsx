import { useTranslation } from 'react-i18next';
import { type Form, wordingFor } from '../../../shared/model/index.ts';
import { BigButton, Notice, Steps } from '../../ui/index.ts';
import { VisitScreen, Wording } from '../../visitor/index.ts';

/** What becomes of a proposal, read before a word is written. */
export function PathScreen({ form, start }: { form: Form; start: () => void }) {
  const { t } = useTranslation();
  const steps = form.path.map((step) => ({
    id: wordingFor(step.text, 'fr').text,
    pictogram: step.pictogram,
    text: <Wording of={step.text} />,
  }));
  return (
    <VisitScreen
      title={t('proposal.path.title')}
      need="propose"
      hand={
        <BigButton kind="main" onPress={start} pictogram={{ name: 'pen-line' }}>
          {t('proposal.start')}
        </BigButton>
      }
    >
      <Steps steps={steps} />
      {form.example && (
        <Notice kind="info">
          <p>{t('proposal.example.path')}</p>
        </Notice>
      )}
    </VisitScreen>
  );
}
