import { groupReceiptCode } from '../../../shared/sealing/index.ts';

/** Three groups of four signs. */
export function CodeGroups({ code }: { code: string }) {
  const [first, second, third] = groupReceiptCode(code);
  return (
    <>
      <span>{first}</span> <span>{second}</span> <span>{third}</span>
    </>
  );
}
