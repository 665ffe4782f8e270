import { FieldError, Label, Radio, RadioGroup } from 'react-aria-components';
import { type Decision } from '../../../shared/model/index.ts';
import { useMessages } from '../words/index.ts';

interface DecisionFieldProps {
  offered: readonly Decision[];
  value: Decision | undefined;
  problem: string | undefined;
  onChange: (decision: Decision) => void;
}

export function DecisionField({ offered, value, problem, onChange }: DecisionFieldProps) {
  const { say } = useMessages();
  return (
    <RadioGroup
      className="field decision"
      orientation="horizontal"
      value={value ?? null}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      onChange={(chosen) => {
        const decision = offered.find((decision) => decision === chosen);
        if (decision !== undefined) onChange(decision);
      }}
    >
      <Label>{say('reply.decision')}</Label>
      <div className="decision-choices">
        {offered.map((decision) => (
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
