/// <reference types="vite/client" />

/** All French words, and of every other language what is said before it is chosen; made by `start-words.plugin.ts`. */
declare module 'virtual:start-words' {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  export default words;
}
