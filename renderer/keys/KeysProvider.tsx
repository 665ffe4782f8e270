import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeyMap, type KeyVerb } from '../../shared/contract/index.ts';
import { useListening } from '../listening/index.ts';
import { Dark } from './Dark.tsx';
import { EXPLAINED_BY, EXPLANATIONS } from './explanations.ts';
import { type Keys, KeysContext } from './keys.ts';
import { move, type Reached, select, turn } from './moving.ts';
import { isSwitch, meansKeys, type Press, verbOf } from './verbs.ts';

const LONGEST_SCAN_SECONDS = 10;
const MOST_STEPS_WAITED = 1.9;

export interface KeysProviderProps {
  map: KeyMap;
  scanSeconds: number;
  /** For how long the same key is the same press: a hand that shakes strikes twice (EN 5.8). */
  sameKeyMilliseconds: number;
  /** Told once in a visit: the screen where switches are tried comes. */
  onFirstSwitch: () => void;
  children: ReactNode;
}

/** acc-28, acc-29: everything that a finger can do, by keys, by two switches or by one. */
export function KeysProvider(props: KeysProviderProps) {
  const { map, scanSeconds: firstSeconds, sameKeyMilliseconds, onFirstSwitch, children } = props;
  const { t } = useTranslation();
  const listening = useListening();
  const [active, setActive] = useState(false);
  const [dark, setDarkState] = useState(false);
  const [scanning, setScanning] = useState(false);
  const [scanSeconds, setSeconds] = useState(firstSeconds);
  const [trying, setTrying] = useState(false);
  const lastStrike = useRef({ key: '', at: -Infinity });
  const [switches, setSwitches] = useState<readonly KeyVerb[]>([]);

  const keys = useMemo<Keys>(
    () => ({
      active,
      dark,
      setDark: (wanted) => {
        setDarkState(wanted);
        if (wanted) listening.setAlways(true);
        void listening.say(t(wanted ? 'keys.dark.on' : 'keys.dark.off'));
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

  function begin() {
    setActive(true);
    // The picture of the focus comes with it, for those who see.
    document.documentElement.dataset['keys'] = 'true';
    listening.setAlways(true);
    void listening.say(t('keys.hello'));
  }

  function learnSwitch(verb: KeyVerb) {
    if (switches.length === 0) onFirstSwitch();
    setSwitches([...switches, verb]);
    void listening.say(t(verb === 'switch-move' ? 'scan.found-one' : 'scan.found-two'));
  }

  function isSameStrike({ key, timeStamp }: KeyboardEvent): boolean {
    const last = lastStrike.current;
    lastStrike.current = { key, at: timeStamp };
    return key === last.key && timeStamp - last.at < sameKeyMilliseconds;
  }

  function tell(reached: Reached | undefined) {
    if (reached) listening.announce(reached.control, reached);
  }

  function choose() {
    listening.stop();
    tell(select());
  }

  function perform(verb: KeyVerb): void {
    switch (verb) {
      case 'next':
        return tell(move(1));
      case 'previous':
        return tell(move(-1));
      case 'page-down':
        return tell(turn(1));
      case 'page-up':
        return tell(turn(-1));
      case 'select':
      case 'switch-select':
        return choose();
      case 'switch-move':
        // With one switch the kiosk moves by itself, and either switch chooses.
        return scanning ? choose() : tell(move(1));
      case 'help':
        void listening.say(EXPLANATIONS.map((key) => t(key)).join('. '));
        return;
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
  }

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const verb = verbOf(pressOf(event, active), map);
    if (trying) {
      swallow(event);
      void listening.say(
        verb ? t('keys.tried', { name: t(`keys.${EXPLAINED_BY[verb]}`) }) : t('keys.unknown'),
      );
      return;
    }
    if (verb === undefined || (!active && !meansKeys(verb))) return;
    swallow(event);
    // A key that is held says the same once (VVSG 7.2-M).
    if (event.repeat || isSameStrike(event)) return;
    if (verb === 'headset-in' || verb === 'headset-out') listening.setPlugged(verb === 'headset-in');
    if (!active) begin();
    if (isSwitch(verb) && !switches.includes(verb)) learnSwitch(verb);
    else if (active) perform(verb);
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, []);

  // A control is named to its end, as long as that takes no more than two steps; a screen that is read does not hold up.
  const lastMove = useRef(0);
  const moveOn = useEffectEvent(() => {
    const steps = (performance.now() - lastMove.current) / (scanSeconds * 1_000);
    if (listening.speaking && steps < MOST_STEPS_WAITED) return;
    lastMove.current = performance.now();
    tell(move(1));
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

/** Once keys are used in the place of touch they are verbs everywhere: text is then written on the screen's keyboard. */
function pressOf(event: KeyboardEvent, active: boolean): Press {
  const field = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
  return {
    key: event.key,
    writing: field && !active,
    withModifier: event.ctrlKey || event.altKey || event.metaKey,
  };
}

/** The key has done its work: neither the page nor a field gets it. */
function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
