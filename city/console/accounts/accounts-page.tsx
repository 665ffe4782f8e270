import { UserPlus } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type AccountRow } from '../../../shared/contract/index.ts';
import { ok } from '../../../shared/result/index.ts';
import { type Hub, usePages } from '../connection/index.ts';
import { LineField, SectionPage, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { AccountPane } from './account-pane.tsx';
import { AccountTable } from './account-table.tsx';
import { NewAccount } from './new-account.tsx';

interface AccountsProps {
  hub: Hub;
  onEnded: () => void;
}

type Open = { what: 'list'; from?: string } | { what: 'new' } | { what: 'account'; account: AccountRow };

/** Who may come in, and what for: a list, and one account at a time. */
export function AccountsPage({ hub, onEnded }: AccountsProps) {
  const { say } = useMessages();
  const [open, setOpen] = useState<Open>({ what: 'list' });
  const [beginning, setBeginning] = useState('');
  /** Known with the list; the field for it is of no use elsewhere. */
  const [provider, setProvider] = useState<string | undefined>();
  const shared = { hub, onEnded, provider };

  if (open.what === 'new') {
    return (
      <SectionPage title={say('accounts.new')}>
        <NewAccount {...shared} onLeave={() => setOpen({ what: 'list' })} />
      </SectionPage>
    );
  }
  if (open.what === 'account') {
    const { name } = open.account;
    return (
      <SectionPage title={name}>
        <AccountPane
          {...shared}
          account={open.account}
          onLeave={() => setOpen({ what: 'list', from: name })}
        />
      </SectionPage>
    );
  }
  return (
    <SectionPage title={say('section.accounts')}>
      <Search written={beginning} onSearch={setBeginning}>
        <Button className="button button-main" onPress={() => setOpen({ what: 'new' })}>
          <UserPlus aria-hidden /> {say('accounts.new')}
        </Button>
      </Search>
      <Accounts
        key={beginning}
        hub={hub}
        beginning={beginning}
        focused={open.from}
        onEnded={onEnded}
        onProvider={setProvider}
        onOpen={(account) => setOpen({ what: 'account', account })}
      />
    </SectionPage>
  );
}

interface SearchProps {
  written: string;
  onSearch: (beginning: string) => void;
  children: ReactNode;
}

function Search({ written, onSearch, children }: SearchProps) {
  const { say } = useMessages();
  const [beginning, setBeginning] = useState(written);

  function search(event: FormEvent) {
    event.preventDefault();
    onSearch(beginning.trim());
  }

  return (
    <form className="search-row" onSubmit={search}>
      <LineField label={say('accounts.search')} value={beginning} onChange={setBeginning} />
      <Button type="submit" className="button">
        {say('accounts.search-go')}
      </Button>
      {children}
    </form>
  );
}

interface AccountsListProps extends AccountsProps {
  beginning: string;
  focused: string | undefined;
  onProvider: (name: string | undefined) => void;
  onOpen: (account: AccountRow) => void;
}

function Accounts({ hub, beginning, focused, onEnded, onProvider, onOpen }: AccountsListProps) {
  const { say } = useMessages();
  const { rows, more, trouble, reload } = usePages(
    async (after) => {
      const page = await hub.accounts.list({
        ...(beginning === '' ? {} : { beginning }),
        ...(after === undefined ? {} : { after }),
      });
      if (!page.ok) return page;
      onProvider(page.value.provider);
      return ok({ rows: page.value.accounts, next: page.value.next });
    },
    { onEnded },
  );
  return (
    <>
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
      {rows === undefined && trouble === undefined && (
        <Waiting doing={say('accounts.loading')} why={say('app.slow')} />
      )}
      {rows?.length === 0 && <p className="quiet">{say('accounts.none')}</p>}
      {rows !== undefined && rows.length > 0 && (
        <AccountTable accounts={rows} focused={focused} onOpen={onOpen} />
      )}
      {more !== undefined && (
        <div className="button-row">
          <Button className="button" onPress={more}>
            {say('accounts.more')}
          </Button>
        </div>
      )}
    </>
  );
}
