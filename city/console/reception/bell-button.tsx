import { BellRing, Volume2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useMessages } from '../words/index.ts';

/** Without a touch no browser lets a page sound: this is the first thing to do in the morning, and it says so. */
export function BellButton({ bell: { isOn, turnOn } }: { bell: { isOn: boolean; turnOn: () => void } }) {
  const { say } = useMessages();
  return (
    <div className="reception-bell" data-on={isOn}>
      <output className="reception-bell-state">
        {isOn ? <Volume2 aria-hidden /> : <BellRing aria-hidden />}
        {say(isOn ? 'desk.bell-on' : 'desk.bell-off')}
      </output>
      <Button className={`button ${isOn ? 'button-plain' : 'button-main'}`} onPress={turnOn}>
        {say(isOn ? 'desk.bell-try' : 'desk.bell-turn-on')}
      </Button>
    </div>
  );
}
