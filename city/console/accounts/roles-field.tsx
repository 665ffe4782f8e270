import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { type Grant, type Role, ROLES } from '../../../shared/contract/index.ts';
import { type Localized, wordingFor } from '../../../shared/model/index.ts';
import { Choice } from '../parts/index.ts';
import { Text, useMessages } from '../words/index.ts';

/** The roles that are about services, and can be for some of them only. */
const OF_SERVICES = new Set<Role>(['agent', 'moderator', 'publisher']);

interface Service {
  id: string;
  name: Localized;
}

interface RolesFieldProps {
  grants: readonly Grant[];
  services: readonly Service[];
  onChange: (grants: Grant[]) => void;
}

/** Each role with a sentence that says what it opens, and for which services. */
export function RolesField({ grants, services, onChange }: RolesFieldProps) {
  const { say, language } = useMessages();
  const inOrder = services.toSorted((one, other) =>
    wordingFor(one.name, language).text.localeCompare(wordingFor(other.name, language).text, language),
  );
  return (
    <fieldset className="roles">
      <legend>{say('accounts.roles')}</legend>
      {ROLES.map((role) => (
        <RoleField
          key={role}
          role={role}
          grants={grants.filter((grant) => grant.role === role)}
          services={inOrder}
          onChange={(held) => onChange([...grants.filter((grant) => grant.role !== role), ...held])}
        />
      ))}
    </fieldset>
  );
}

function RoleField({ role, grants, services, onChange }: RolesFieldProps & { role: Role }) {
  const { say } = useMessages();
  const held = grants.length > 0;
  const limited = held && grants.every(({ service }) => service !== undefined);
  const chosen = grants.flatMap(({ service }) => service ?? []);
  const limitTo = (ids: readonly string[]) => onChange(ids.map((service) => ({ role, service })));

  return (
    <div className="role">
      <Checkbox
        className="check"
        isSelected={held}
        onChange={(wanted) => onChange(wanted ? [{ role }] : [])}
        aria-describedby={`role-${role}`}
      >
        <Mark /> {say(`role.${role}`)}
      </Checkbox>
      <p id={`role-${role}`} className="quiet small">
        {say(`role-opens.${role}`)}
      </p>
      {held && OF_SERVICES.has(role) && (
        <div className="role-services">
          <Choice
            label={say('accounts.for', { role: say(`role.${role}`) })}
            value={limited ? 'some' : 'all'}
            onChange={(value) => (value === 'all' ? onChange([{ role }]) : limitTo(firstOf(services)))}
            options={[
              { value: 'all', label: say('accounts.for-all') },
              { value: 'some', label: say('accounts.for-some') },
            ]}
          />
          {limited && (
            <CheckboxGroup className="service-list" value={chosen} onChange={limitTo}>
              <Label className="small">{say('accounts.services')}</Label>
              {services.map(({ id, name }) => (
                <Checkbox key={id} className="check small" value={id}>
                  <Mark /> <Text of={name} />
                </Checkbox>
              ))}
            </CheckboxGroup>
          )}
        </div>
      )}
    </div>
  );
}

/** A role for no service would be no role: the first one is chosen until others are. */
function firstOf(services: readonly Service[]): string[] {
  return services.slice(0, 1).map(({ id }) => id);
}

function Mark() {
  return <span className="check-mark" aria-hidden />;
}
