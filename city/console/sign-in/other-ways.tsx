import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser';
import { KeyRound, Landmark } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Agent } from '../../../shared/contract/index.ts';
import { err, type Result } from '../../../shared/result/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { type MessageKey, useMessages } from '../words/index.ts';

interface OtherWaysProps {
  hub: Hub;
  /** Empty until one was chosen. */
  city: string;
  onSignedIn: (agent: Agent) => void;
  onTrouble: (trouble: MessageKey | undefined) => void;
}

/** Without a password: by a passkey, and by the city's own accounts where it has such. */
export function OtherWays({ hub, city, onSignedIn, onTrouble }: OtherWaysProps) {
  const { say } = useMessages();
  const provider = useProvider(hub, city);
  const [going, setGoing] = useState(false);

  async function once<Reason extends string>(
    way: () => Promise<Result<unknown, Reason>>,
    say: (reason: Reason) => MessageKey,
  ) {
    if (going) return;
    if (city === '') return onTrouble('sign-in.city-missing');
    setGoing(true);
    onTrouble(undefined);
    const entered = await way();
    setGoing(false);
    if (!entered.ok) onTrouble(say(entered.reason));
  }

  async function byPasskey() {
    const entered = await signInByPasskey(hub, city);
    if (entered.ok) onSignedIn(entered.value);
    return entered;
  }

  async function byProvider() {
    const visit = await hub.visitProvider({ tenant: city });
    if (visit.ok) location.assign(visit.value.address);
    return visit;
  }

  if (!browserSupportsWebAuthn() && provider === undefined) return null;
  return (
    <div className="sign-in-ways">
      <p className="quiet small">{say('sign-in.or')}</p>
      {provider !== undefined && (
        <Button className="button" onPress={() => void once(byProvider, (reason) => `reason.${reason}`)}>
          <Landmark aria-hidden /> {say('sign-in.by-provider', { provider })}
        </Button>
      )}
      {browserSupportsWebAuthn() && (
        <Button className="button" onPress={() => void once(byPasskey, (reason) => `reason.${reason}`)}>
          <KeyRound aria-hidden /> {say('sign-in.by-passkey')}
        </Button>
      )}
    </div>
  );
}

/** What the city's own accounts are called; undefined where it has none, and while that is not known. */
function useProvider(hub: Hub, city: string): string | undefined {
  const [known, setKnown] = useState<{ city: string; provider: string | undefined }>();
  useEffect(() => {
    if (city === '') return undefined;
    let asked = true;
    const ask = async () => {
      const ways = await hub.waysIn({ tenant: city });
      if (asked) setKnown({ city, provider: ways.ok ? ways.value.provider : undefined });
    };
    void ask();
    return () => {
      asked = false;
    };
  }, [hub, city]);
  return known?.city === city ? known.provider : undefined;
}

/** `no-passkey`: its owner gave up, or none of this place is here. */
async function signInByPasskey(
  hub: Hub,
  tenant: string,
): Promise<Result<Agent, TroubleOf<Hub['askPasskey']> | TroubleOf<Hub['signInByPasskey']> | 'no-passkey'>> {
  const asked = await hub.askPasskey({ tenant });
  if (!asked.ok) return asked;
  try {
    const { id, rawId, type, response } = await startAuthentication({ optionsJSON: asked.value });
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    return await hub.signInByPasskey({
      tenant,
      passkey: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: {
          clientDataJSON,
          authenticatorData,
          signature,
          ...(userHandle === undefined ? {} : { userHandle }),
        },
      },
    });
  } catch {
    return err('no-passkey');
  }
}
