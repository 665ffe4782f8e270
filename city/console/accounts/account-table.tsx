import { Button } from 'react-aria-components';
import { type AccountRow, type Grant, ROLES } from '../../../shared/contract/index.ts';
import { useMessages } from '../words/index.ts';

interface AccountTableProps {
  accounts: readonly AccountRow[];
  /** The account that somebody comes back from: the focus goes there. */
  focused: string | undefined;
  onOpen: (account: AccountRow) => void;
}

export function AccountTable({ accounts, focused, onOpen }: AccountTableProps) {
  const { say } = useMessages();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('accounts.name')}</th>
          <th scope="col">{say('accounts.roles')}</th>
          <th scope="col">{say('accounts.passkeys')}</th>
          <th scope="col">{say('accounts.signed-in')}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.name}>
            <th scope="row">
              {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- back to where one came from */}
              <Button className="link" autoFocus={account.name === focused} onPress={() => onOpen(account)}>
                <bdi>{account.name}</bdi>
              </Button>
            </th>
            <td>
              <Roles grants={account.grants} />
            </td>
            <td>{account.passkeys}</td>
            <td>{account.sessions === 0 ? say('accounts.not-signed-in') : account.sessions}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Agent (3 services), administratrice" */
function Roles({ grants }: { grants: readonly Grant[] }) {
  const { say } = useMessages();
  const held = ROLES.filter((role) => grants.some((grant) => grant.role === role));
  if (held.length === 0) return <span className="quiet">{say('accounts.no-role')}</span>;
  const words = held.map((role) => {
    const services = grants.filter((grant) => grant.role === role && grant.service !== undefined).length;
    const whole = grants.some((grant) => grant.role === role && grant.service === undefined);
    const name = say(`role.${role}`);
    return whole ? name : say('accounts.role-of-services', { role: name, count: services });
  });
  return words.join(', ');
}
