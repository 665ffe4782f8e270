import { FieldError, Label, Radio, RadioGroup } from 'react-aria-components';
import { useMessages } from '../words/index.ts';
import { type Decision, DECISIONS } from './draft.ts';

interface DecisionFieldProps {
  value: Decision | undefined;
  problem: string | undefined;
  onChange: (decision: Decision) => void;
}

export function DecisionField({ value, problem, onChange }: DecisionFieldProps) {
  const { say } = useMessages();
  return (
    <RadioGroup
      className="field decision"
      orientation="horizontal"
      value={value ?? null}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      onChange={(chosen) => {
        const decision = DECISIONS.find((decision) => decision === chosen);
        if (decision !== undefined) onChange(decision);
      }}
    >
      <Label>{say('reply.decision')}</Label>
      <div className="decision-choices">
        {DECISIONS.map((decision) => (
          <Radio key={decision} value={decision} className="decision-choice">
            <span className="decision-mark" aria-hidden />
            {say(`decision.${decision}`)}
          </Radio>
        ))}
      </div>
      <FieldError className="field-problem">{problem}</FieldError>
    </RadioGroup>
  );
}
