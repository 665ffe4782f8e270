import { useTranslation } from 'react-i18next';
import { NEEDS } from '../../shared/model/index.ts';
import { ChoiceCard, Choices, HearContext } from '../ui/index.ts';
import { NEED_PICTOGRAMS } from '../visitor/need-pictograms.ts';
import { nothing } from './Buttons.tsx';
import { Case, Cases, Forced, Section } from './Section.tsx';

export function Cards() {
  const { t } = useTranslation();
  const chosen = { is: true, word: t('chosen') };
  const simple = { title: t('home.agent'), onPress: nothing };
  const heard = { open: true, label: (text: string) => t('listen.this', { text }), hear: nothing };
  const spoken = { ...simple, pictogram: 'life-buoy' as const, speaks: t('home.agent') };
  return (
    <Section name="cards">
      <Cases>
        <Case name="a title">
          <ChoiceCard {...simple} />
        </Case>
        <Case name="and a pictogram">
          <ChoiceCard {...simple} pictogram="life-buoy" />
        </Case>
        <Case name="pressed" state="pressed">
          <ChoiceCard {...simple} pictogram="life-buoy" />
        </Case>
        <Case name="reached by keys" state="focus-visible">
          <ChoiceCard {...simple} pictogram="life-buoy" />
        </Case>
        <Case name="chosen">
          <ChoiceCard {...simple} chosen={chosen} />
        </Case>
        <Case name="not chosen">
          <ChoiceCard {...simple} chosen={{ ...chosen, is: false }} />
        </Case>
        <Case name="chosen, pressed" state="pressed">
          <ChoiceCard {...simple} chosen={chosen} />
        </Case>
        <Case name="chosen, reached by keys" state="focus-visible">
          <ChoiceCard {...simple} chosen={chosen} />
        </Case>
      </Cases>
      <Choices>
        <ChoiceCard {...simple} pictogram="life-buoy" line={t('home.agent.line')} />
        <ChoiceCard
          {...simple}
          need="help"
          pictogram="hand-helping"
          line={t('home.agent.line')}
          fact={t('card.open')}
        />
        <Forced state="pressed">
          <ChoiceCard {...simple} need="meet" pictogram="party-popper" fact={t('card.planned')} />
        </Forced>
        <ChoiceCard
          {...simple}
          need="propose"
          pictogram="lightbulb"
          fact={t('card.unknown')}
          chosen={chosen}
        />
        <HearContext value={heard}>
          <ChoiceCard {...simple} pictogram="life-buoy" line={t('home.agent.line')} />
          <Forced state="pressed" of=".speak-button">
            <ChoiceCard {...spoken} />
          </Forced>
          <Forced state="focus-visible" of=".speak-button">
            <ChoiceCard {...spoken} />
          </Forced>
        </HearContext>
        <ChoiceCard
          title="தமிழ்"
          onPress={nothing}
          line={t('machine')}
          language={{ lang: 'ta', dir: 'ltr' }}
          chosen={chosen}
        />
      </Choices>
      <Choices columns={2} cards="tall">
        {NEEDS.map((need) => (
          <ChoiceCard
            key={need}
            title={t(`need.${need}`)}
            pictogram={NEED_PICTOGRAMS[need]}
            need={need}
            onPress={nothing}
          />
        ))}
      </Choices>
    </Section>
  );
}
