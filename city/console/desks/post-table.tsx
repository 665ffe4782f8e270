import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type DeskPost } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Trouble, useFirstFocus } from '../parts/index.ts';
import { dayOf, shortDay, useMessages } from '../words/index.ts';

interface PostTableProps {
  hub: Hub;
  posts: readonly DeskPost[];
  onChanged: () => void;
  onEnded: () => void;
}

/** Every browser that was paired, and whether its page is open now. */
export function PostTable({ hub, posts, onChanged, onEnded }: PostTableProps) {
  const { say, language } = useMessages();
  const [asked, setAsked] = useState<string>();
  const [trouble, setTrouble] = useState<TroubleOf<Hub['desks']['revoke']>>();
  if (posts.length === 0) return <p>{say('desks.none')}</p>;

  async function revoke(id: string) {
    setAsked(undefined);
    const revoked = await hub.desks.revoke({ id });
    if (!revoked.ok && revoked.reason === 'not-signed-in') return onEnded();
    setTrouble(revoked.ok ? undefined : (revoked.reason as TroubleOf<Hub['desks']['revoke']>));
    onChanged();
  }

  return (
    <>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('desks.site')}</th>
            <th scope="col">{say('desks.state')}</th>
            <th scope="col">{say('desks.paired')}</th>
            <th scope="col">{say('desks.act')}</th>
          </tr>
        </thead>
        <tbody>
          {posts.map((post) => (
            <tr key={post.id}>
              <th scope="row">
                <bdi>{post.siteName}</bdi> <span className="quiet small">{post.id.slice(0, 4)}</span>
              </th>
              <td>
                <strong className={`state ${post.isOpen ? 'state-accepted' : 'state-withdrawn'}`}>
                  {say(post.isOpen ? 'desks.open' : 'desks.closed')}
                </strong>
              </td>
              <td>
                {say('desks.paired-by', {
                  name: post.pairedBy,
                  day: shortDay(dayOf(post.pairedAt), language),
                })}
              </td>
              <td>
                {asked === post.id ? (
                  <Confirm onYes={() => void revoke(post.id)} onNo={() => setAsked(undefined)} />
                ) : (
                  <Button
                    className="button button-small"
                    aria-label={say('desks.revoke-named', { site: post.siteName })}
                    onPress={() => setAsked(post.id)}
                  >
                    {say('desks.revoke')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The focus goes where the next press is, since the button that had it is gone. */
function Confirm({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  const { say } = useMessages();
  const yes = useFirstFocus<HTMLButtonElement>();
  return (
    <span className="button-row">
      <Button ref={yes} className="button button-small button-main" onPress={onYes}>
        {say('desks.revoke-yes')}
      </Button>
      <Button className="button button-small" onPress={onNo}>
        {say('desks.revoke-no')}
      </Button>
    </span>
  );
}
