import { Notice } from '../../../renderer/ui/index.ts';
import { useFirstFocus } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';

/** A password in the only moment in which it can be read. */
export function ShownPassword({ name, password }: { name: string; password: string }) {
  const { say } = useMessages();
  const place = useFirstFocus<HTMLDivElement>();
  return (
    <div ref={place} tabIndex={-1} className="shown-password">
      <Notice kind="good">
        <p>{say('accounts.password-of', { name })}</p>
        <code className="password">{password}</code>
        <p>{say('accounts.password-once')}</p>
      </Notice>
    </div>
  );
}
