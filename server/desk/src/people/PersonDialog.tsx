import type { DeskPerson } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { CheckField } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { WordFields } from "#parts/WordFields.tsx";
import { joinWords, splitWords } from "#parts/words.ts";
import { personIn, readSession, session } from "#state/session.ts";
import { useStore } from "#state/store.ts";
import { team } from "#wire/team.ts";
import { RoleField } from "./RoleField.tsx";

type Props = { person: DeskPerson; onClose: () => void; onChanged: () => Promise<void>; onRemove: () => void };

export function PersonDialog({ person, onClose, onChanged, onRemove }: Props): ReactNode {
  const t = useTexts();
  const me = useStore(session, personIn)?.id;
  const [role, setRole] = useState(person.role);
  const [languages, setLanguages] = useState(joinWords(person.languages));
  const [skills, setSkills] = useState(joinWords(person.skills));
  const [isDisabled, setDisabled] = useState(person.isDisabled);
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await run(async () => {
      await team.changePerson(person.id, {
        languages: splitWords(languages),
        skills: splitWords(skills),
        // What did not change is left out: it may be somebody else's right to change it.
        ...(role === person.role ? {} : { role }),
        ...(isDisabled === person.isDisabled ? {} : { isDisabled }),
      });
    });
    if (!isDone) return;
    say(t("saved"));
    onClose();
    await onChanged();
    if (person.id === me) await readSession();
  };
  return (
    <Modal title={person.name} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <RoleField role={role} onChange={setRole} />
        <WordFields languages={languages} onLanguages={setLanguages} skills={skills} onSkills={setSkills} />
        <CheckField
          label={t("disabledLabel")}
          disabled={person.id === me}
          checked={isDisabled}
          onChange={(event) => setDisabled(event.target.checked)}
        />
        <FormError error={error} />
        <div className="form-buttons">
          {person.id !== me && (
            <button type="button" className="button danger" onClick={onRemove}>
              {t("remove")}
            </button>
          )}
          <button type="submit" className="button primary" disabled={isRunning}>
            {t("save")}
          </button>
        </div>
      </form>
    </Modal>
  );
}
