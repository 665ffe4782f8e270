import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeyMap, type KeyVerb } from '../../shared/contract/index.ts';
import { useListening } from '../listening/index.ts';
import { controlAfter, controlsIn, zoneAfter } from './focus-order.ts';
import { type Keys, KeysContext } from './keys.ts';
import { isSwitch, meansKeys, verbOf } from './verbs.ts';

const LONGEST_SCAN_SECONDS = 10;

export interface KeysProviderProps {
  map: KeyMap;
  scanSeconds: number;
  /** Told once in a visit: the screen where switches are tried comes. */
  onFirstSwitch: () => void;
  children: ReactNode;
}

/** acc-28, acc-29: everything that a finger can do, by keys, by two switches or by one. */
export function KeysProvider({ map, scanSeconds: firstSeconds, onFirstSwitch, children }: KeysProviderProps) {
  const { t } = useTranslation();
  const listening = useListening();
  const [active, setActive] = useState(false);
  const [dark, setDarkState] = useState(false);
  const [scanning, setScanning] = useState(false);
  const [scanSeconds, setSeconds] = useState(firstSeconds);
  const [trying, setTrying] = useState(false);
  const [switches, setSwitches] = useState<readonly KeyVerb[]>([]);

  const keys = useMemo<Keys>(
    () => ({
      active,
      dark,
      setDark: (wanted) => {
        setDarkState(wanted);
        if (wanted) listening.setAlways(true);
        listening.say(t(wanted ? 'keys.dark.on' : 'keys.dark.off'));
      },
      scanning,
      setScanning,
      scanSeconds,
      setScanSeconds: (seconds) => setSeconds(Math.min(Math.max(seconds, 1), LONGEST_SCAN_SECONDS)),
      trying,
      setTrying,
      switches,
    }),
    [active, dark, scanning, scanSeconds, trying, switches, listening, t],
  );

  const begin = () => {
    setActive(true);
    // The picture of the focus comes with it, for those who see.
    document.documentElement.dataset['keys'] = 'true';
    listening.setAlways(true);
    listening.say(t('keys.hello'));
  };

  const learnSwitch = (verb: KeyVerb) => {
    if (switches.length === 0) onFirstSwitch();
    if (!switches.includes(verb)) setSwitches([...switches, verb]);
    listening.say(t(verb === 'switch-move' ? 'scan.found-one' : 'scan.found-two'));
  };

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const verb = verbOf(pressOf(event, active), map);
    if (trying) {
      event.preventDefault();
      event.stopPropagation();
      listening.say(verb ? t('keys.tried', { name: t(`keys.${nameOf(verb)}`) }) : t('keys.unknown'));
      return;
    }
    if (verb === undefined || (!active && !meansKeys(verb))) return;
    // A key that is held says the same once (VVSG 7.2-M).
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (verb === 'headset-in' || verb === 'headset-out') listening.setPlugged(verb === 'headset-in');
    if (!active) begin();
    if (isSwitch(verb) && !switches.includes(verb)) learnSwitch(verb);
    else if (active) perform(verb);
  });

  const perform = (verb: KeyVerb) => {
    switch (verb) {
      case 'next':
      case 'switch-move':
        return scanning && verb === 'switch-move' ? select() : move(1);
      case 'previous':
        return move(-1);
      case 'page-down':
        return turn(1);
      case 'page-up':
        return turn(-1);
      case 'select':
      case 'switch-select':
        return select();
      case 'help':
        return listening.say(HELP.map((key) => t(key)).join('. '));
      case 'listen':
        return listening.readScreen();
      case 'stop':
        return listening.speaking ? listening.stop() : listening.again();
      case 'slower':
      case 'faster':
        return listening.setRate(listening.rate + (verb === 'faster' ? 1 : -1));
      case 'quieter':
      case 'louder':
        return listening.setVolume(listening.volume + (verb === 'louder' ? 1 : -1));
      case 'dark':
        return keys.setDark(!dark);
      case 'headset-in':
      case 'headset-out':
        return undefined;
    }
  };

  const reach = (control: HTMLElement | undefined) => {
    if (!control) return;
    const controls = controlsIn(document);
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    listening.announce(control, { number: controls.indexOf(control) + 1, total: controls.length });
  };

  const move = (by: 1 | -1) => reach(controlAfter(controlsIn(document), document.activeElement, by));

  const turn = (by: 1 | -1) => {
    const buttons = document.querySelectorAll<HTMLElement>('main .scroll-view');
    const view = [...buttons].find((element) => element.dataset[by === 1 ? 'below' : 'above'] === 'true');
    if (view) view.scrollBy({ top: by * view.clientHeight * PART_OF_VIEW, behavior: 'instant' });
    else reach(zoneAfter(controlsIn(document), document.activeElement, by));
  };

  const select = () => {
    listening.stop();
    const control = document.activeElement;
    if (control instanceof HTMLButtonElement) control.click();
    else move(1);
  };

  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, []);

  const moveOn = useEffectEvent(() => {
    if (!listening.speaking) move(1);
  });
  useEffect(() => {
    if (!scanning) return undefined;
    const timer = setInterval(() => moveOn(), scanSeconds * 1_000);
    return () => clearInterval(timer);
  }, [scanning, scanSeconds]);

  return (
    <KeysContext value={keys}>
      {children}
      {dark && <Dark show={() => keys.setDark(false)} />}
    </KeysContext>
  );
}

/** As ScrollArea: the last lines read stay in sight. */
const PART_OF_VIEW = 0.8;

const HELP = ['keys.next', 'keys.previous', 'keys.page', 'keys.select', 'keys.help', 'keys.volume'] as const;

/** The sentence of the explanations that tells what a verb does. */
function nameOf(verb: KeyVerb) {
  switch (verb) {
    case 'next':
    case 'switch-move':
      return 'next';
    case 'previous':
      return 'previous';
    case 'page-down':
    case 'page-up':
      return 'page';
    case 'select':
    case 'switch-select':
      return 'select';
    case 'quieter':
    case 'louder':
      return 'volume';
    case 'dark':
      return 'dark';
    default:
      return 'help';
  }
}

/** Once keys are used in the place of touch they are verbs everywhere: text is then written on the screen's keyboard. */
function pressOf(event: KeyboardEvent, active: boolean) {
  const field = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
  return {
    key: event.key,
    writing: field && !active,
    withModifier: event.ctrlKey || event.altKey || event.metaKey,
  };
}

/** Covers the picture; a touch shows it again, for whoever comes to help. */
function Dark({ show }: { show: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="dark" onPointerUp={show} aria-hidden="true">
      {t('keys.dark.show')}
    </div>
  );
}
