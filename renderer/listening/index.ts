export { type Clips } from './clips.ts';
export { ListenBar } from './ListenBar.tsx';
export { ListeningContext, useListening, type Listening } from './listening.ts';
export { ListeningProvider } from './ListeningProvider.tsx';
export { machineVoice } from './machine-voice.ts';
export { silentVoice } from './silent-voice.ts';
export { type Voice } from './voice.ts';
