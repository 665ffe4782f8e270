/** Words that say nothing of what is looked for, as `plainWords` writes them. */
const STOP_WORDS = new Set(
  [
    'a ai au aux avec avoir avez c ca ce ces cette comment d dans de des du elle en est et etre faire faut il ils j je l la le',
    'les leur lui m ma me mes moi mon n ne nos notre nous on ou par pas peut peux pour qu quand que quel quelle qui quoi',
    's sa se ses sommes son suis sur t ta te tes toi ton tu un une va vais veut veux voudrais vos votre vous y',
    'an and are at be by can do for from get have how i in is it me my of on or our the there this to want we what when',
    'where which who with you your',
    'من في على الي عن مع هل ما ماذا كيف اين متي انا نحن هو هي هذا هذه ان او اريد لي',
  ].flatMap((line) => line.split(' ')),
);

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
