import { Button } from 'react-aria-components';
import { useMessages } from './words/index.ts';

/** One press changes the language of the pages; the address keeps it, so that a reload does too. */
export function LanguageSwitch() {
  const { language, say, change } = useMessages();
  const other = language === 'fr' ? 'en' : 'fr';

  function switchTo() {
    const address = new URL(location.href);
    address.searchParams.set('lang', other);
    history.replaceState(undefined, '', address);
    change(other);
  }

  return (
    <Button className="button button-plain" onPress={switchTo}>
      <span lang={other}>{say('app.other-language')}</span>
    </Button>
  );
}
