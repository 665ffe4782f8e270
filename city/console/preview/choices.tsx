import { type Appearance, COLOUR_THEMES, type Opening, TEXT_SIZES } from '../../../shared/contract/index.ts';
import { type Language, LANGUAGES } from '../../../shared/model/index.ts';
import { Choice } from '../parts/index.ts';
import { languageName, useMessages } from '../words/index.ts';
import { PANEL_NAMES, type PanelName } from './panels.ts';
import { type Zoom } from './panel-frame.tsx';

export interface PreviewChoice extends Pick<Opening, 'language' | 'appearance'> {
  /** Where a visit begins that is not about one record. */
  begins: 'welcome' | 'home';
  panel: PanelName;
  zoom: Zoom;
}

export const FIRST_CHOICE: PreviewChoice = {
  begins: 'home',
  panel: 'upright-21',
  zoom: 'whole',
  language: 'fr',
  appearance: { textSize: 'medium', theme: 'light', height: 'usual', motion: 'usual' },
};

interface ChoicesProps {
  choice: PreviewChoice;
  onChange: (choice: PreviewChoice) => void;
  sites: readonly { id: string; name: string }[];
  site: string | undefined;
  onSite: (site: string) => void;
  /** Whether it opens at one record, and nothing is left to choose there. */
  opened: boolean;
}

/** As which kiosk, and for whom, the page is shown. */
export function PreviewChoices({ choice, onChange, sites, site, onSite, opened }: ChoicesProps) {
  const { say, language } = useMessages();
  const look = (part: Partial<Appearance>) =>
    onChange({ ...choice, appearance: { ...choice.appearance, ...part } });
  return (
    <div className="preview-choices">
      <OneOf
        label={say('preview.panel')}
        value={choice.panel}
        of={PANEL_NAMES}
        word={(name) => say(`preview.panel.${name}`)}
        onChange={(panel) => onChange({ ...choice, panel })}
      />
      <OneOf
        label={say('preview.language')}
        value={choice.language}
        of={LANGUAGES}
        word={(code: Language) => languageName(code, language, say)}
        onChange={(chosen) => onChange({ ...choice, language: chosen })}
      />
      <OneOf
        label={say('preview.text')}
        value={choice.appearance.textSize}
        of={TEXT_SIZES}
        word={(size) => say(`preview.text.${size}`)}
        onChange={(textSize) => look({ textSize })}
      />
      <OneOf
        label={say('preview.theme')}
        value={choice.appearance.theme}
        of={COLOUR_THEMES}
        word={(theme) => say(`preview.theme.${theme}`)}
        onChange={(theme) => look({ theme })}
      />
      <OneOf
        label={say('preview.height')}
        value={choice.appearance.height}
        of={['usual', 'low']}
        word={(height) => say(`preview.height.${height}`)}
        onChange={(height) => look({ height })}
      />
      {sites.length > 1 && (
        <OneOf
          label={say('preview.site')}
          value={site ?? ''}
          of={sites.map(({ id }) => id)}
          word={(id) => sites.find((each) => each.id === id)?.name ?? id}
          onChange={onSite}
        />
      )}
      {!opened && (
        <OneOf
          label={say('preview.begins')}
          value={choice.begins}
          of={['home', 'welcome']}
          word={(begins) => say(`preview.begins.${begins}`)}
          onChange={(begins) => onChange({ ...choice, begins })}
        />
      )}
      <OneOf
        label={say('preview.zoom')}
        value={choice.zoom}
        of={['whole', 'pixels']}
        word={(zoom) => say(`preview.zoom.${zoom}`)}
        onChange={(zoom) => onChange({ ...choice, zoom })}
      />
    </div>
  );
}

interface OneOfProps<Value extends string> {
  label: string;
  value: Value;
  of: readonly Value[];
  word: (value: Value) => string;
  onChange: (value: Value) => void;
}

function OneOf<Value extends string>({ label, value, of, word, onChange }: OneOfProps<Value>) {
  return (
    <Choice
      label={label}
      value={value}
      options={of.map((each) => ({ value: each, label: word(each) }))}
      onChange={(chosen) => {
        const known = of.find((each) => each === chosen);
        if (known !== undefined) onChange(known);
      }}
    />
  );
}
