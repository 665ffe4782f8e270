import { Button } from 'react-aria-components';
import { Notice } from '../../../renderer/ui/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';

interface TroubleProps {
  words: MessageKey;
  /** Cuts in for somebody who listens: only for what they have just tried. */
  urgent?: boolean;
  onTryAgain?: () => void;
  /** The button's words, when trying again is not what it does. */
  tryAgain?: MessageKey;
}

/** One sentence about what did not work, and the button that does something about it. */
export function Trouble({ words, urgent = false, onTryAgain, tryAgain = 'app.try-again' }: TroubleProps) {
  const { say } = useMessages();
  return (
    <div role={urgent ? 'alert' : 'status'}>
      <Notice kind="warn">
        <p>{say(words)}</p>
        {onTryAgain && (
          <Button className="button" onPress={onTryAgain}>
            {say(tryAgain)}
          </Button>
        )}
      </Notice>
    </div>
  );
}
