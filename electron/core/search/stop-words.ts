import { languageOfWord } from './language-of-word.ts';
import { plainWords } from './words.ts';

/** Words that say nothing of what is looked for: function words, and those of "I want", "I look for", "I need". */
const STOP_WORDS: Record<string, string> = {
  fr: `a ai au aux avec avoir avez c ça ce ces cette comment d dans de des du elle en est et être faire faut il ils j je
    l la le les leur lui m ma me mes moi mon n ne nos notre nous on ou où par pas peut peux pour qu quand que quel quelle
    qui quoi s sa se ses sommes son suis sur t ta te tes toi ton tu un une va vais veut veux voudrais vos votre vous y`,
  en: `a an and are at be by can do for from get have how i in is it me my need of on or our the there this to want we
    what when where which who with you your`,
  ar: `من في على إلى عن مع هل ما ماذا كيف أين متى أنا نحن هو هي هذا هذه أن أو أريد أحتاج أبحث لي`,
  es: `a al busco cómo con cuál cuándo de del dónde e el ella en es esta este hay la las le lo los me mi mis necesito no
    o para por puedo que quién quiero se si son su sus te tengo tu un una unas unos y yo`,
  'pt-PT': `a ao aos as com como da das de do dos e é ela ele em esta este eu há lhe me meu minha na nas no nos o onde os
    ou para pela pelo por posso preciso procuro quando que quem quero se são tenho um uma umas uns`,
  tr: `ama arıyorum ben bana benim bir biz bu çok da daha de gibi için ile istiyorum ki kim lazım mı mi mu mü nasıl ne
    nerede nereye o olarak siz ve veya`,
  'zh-Hans': `我 我们 你 您 他 她 的 了 着 在 是 有 和 或 吗 呢 吧 怎么 怎样 如何 哪里 哪儿 什么 想 要 想要 需要 可以 能 请 请问
    一个 一份 一些 一点 一下 个 去 找 也 都 就 这 那`,
  ta: `நான் எனக்கு என் எனது நாங்கள் நீங்கள் இந்த அந்த ஒரு மற்றும் அல்லது எப்படி எங்கே எங்கு எப்போது என்ன யார் வேண்டும் தேவை
    உள்ளது இருக்கிறது`,
  bn: `আমি আমার আমাকে আমরা আমাদের আপনি এই সেই একটা একটি এবং ও বা কি কী কে কোথায় কিভাবে কীভাবে কখন কেন কোন জন্য থেকে সাথে
    চাই খুঁজছি দরকার আছে হয় করতে করা`,
  ur: `میں مجھے مجھ کا کی کے کو سے پر ہے ہیں ہوں ہو اور یا یہ وہ کیا کیسے کہاں کب کون نے تک لیے چاہیے چاہتا چاہتی ایک ہم آپ
    میرا میری میرے اپنا اپنی اپنے`,
  ro: `a ai al ale am ar are as au aș ca care ce cea cel cine cu cum când caut de din după e ea ei el este eu fi în într la
    le lui mai mea meu mi mie ne nu o pe pentru pot prin să sau se și sunt te trebuie un unde una unei unui vreau`,
  uk: `а або би в вона вони він де для до є з за зі і із її його й к коли куди мені мене мій можна моя мої ми на не о об по
    потрібен потрібна потрібно при про та те ти то треба у хочу це чи що щоб шукаю я як який`,
  ru: `а бы в вы где для до его ее если есть же за и из или ищу к как какой когда кто куда ли мне меня мой моя мои можно мы
    на надо не нужен нужна нужно о об он она они от по при с со то ты у хочу что чтобы это я`,
};

const lists = new Map(
  Object.entries(STOP_WORDS).map(([language, words]) => [language, new Set(plainWords(words))]),
);

/** @param word as `plainWords` gives it */
export function isStopWord(word: string, language: string): boolean {
  const own = languageOfWord(word, language);
  return lists.get(own === 'fr-simple' ? 'fr' : own)?.has(word) ?? false;
}
