import { unreachable } from '../../../shared/result/index.ts';
import { type CapabilityScreens } from '../capability-screens.ts';
import { type Place } from '../places.ts';
import { CallScreen } from './CallScreen.tsx';
import { HelpScreen } from './HelpScreen.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { KeysScreen } from './KeysScreen.tsx';
import { LanguageScreen } from './LanguageScreen.tsx';
import { NeedScreen } from './NeedScreen.tsx';
import { PrivacyScreen } from './PrivacyScreen.tsx';
import { SearchScreen } from './SearchScreen.tsx';
import { ServiceScreen } from './ServiceScreen.tsx';
import { SwitchesScreen } from './SwitchesScreen.tsx';
import { TextScreen } from './TextScreen.tsx';
import { ThemeScreen } from './ThemeScreen.tsx';

export interface CurrentScreenProps {
  place: Place;
  capabilities: CapabilityScreens;
}

export function CurrentScreen({ place, capabilities }: CurrentScreenProps) {
  switch (place.screen) {
    case 'welcome':
      return null;
    case 'language':
      return <LanguageScreen />;
    case 'home':
      return <HomeScreen />;
    case 'search':
      return <SearchScreen />;
    case 'help':
      return <HelpScreen />;
    case 'call':
      return <CallScreen />;
    case 'privacy':
      return <PrivacyScreen />;
    case 'text':
      return <TextScreen />;
    case 'keys':
      return <KeysScreen />;
    case 'switches':
      return <SwitchesScreen />;
    case 'need':
      return <NeedScreen key={place.need} need={place.need} />;
    case 'theme':
      return <ThemeScreen key={place.theme} theme={place.theme} />;
    case 'service':
      return <ServiceScreen key={place.service.id} service={place.service} />;
    case 'proposal':
      return <capabilities.proposal key={place.service.id} service={place.service} />;
    case 'receipt':
      return <capabilities.receipt />;
    default:
      return unreachable(place);
  }
}
