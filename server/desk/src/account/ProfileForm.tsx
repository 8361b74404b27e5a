import { deskLimits, type DeskPerson } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { say } from "#parts/toasts.tsx";
import { useAction } from "#parts/use-action.ts";
import { joinWords, splitWords } from "#parts/words.ts";
import { WordFields } from "#parts/WordFields.tsx";
import { readSession } from "#state/session.ts";
import { team } from "#wire/team.ts";

export function ProfileForm({ person }: { person: DeskPerson }): ReactNode {
  const t = useTexts();
  const [name, setName] = useState(person.name);
  const [publicName, setPublicName] = useState(person.publicName ?? "");
  const [languages, setLanguages] = useState(joinWords(person.languages));
  const [skills, setSkills] = useState(joinWords(person.skills));
  const [atOnce, setAtOnce] = useState(String(person.maximumAtOnce ?? 5));
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isDone = await run(async () => {
      const shown = publicName.trim() === "" ? null : publicName;
      const words = { languages: splitWords(languages), skills: splitWords(skills) };
      await team.changePerson(person.id, { name, publicName: shown, ...words, maximumAtOnce: Number(atOnce) });
      await readSession();
    });
    if (isDone) say(t("saved"));
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t("name")}
        required
        maxLength={deskLimits.nameLength}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t("publicName")}
        hint={t("publicNameHint")}
        maxLength={deskLimits.nameLength}
        value={publicName}
        onChange={(event) => setPublicName(event.target.value)}
      />
      <WordFields languages={languages} onLanguages={setLanguages} skills={skills} onSkills={setSkills} />
      <Field
        label={t("atOnce")}
        hint={t("atOnceHint")}
        type="number"
        required
        min={1}
        max={deskLimits.atOnce}
        value={atOnce}
        onChange={(event) => setAtOnce(event.target.value)}
      />
      <FormError error={error} />
      <button type="submit" className="button primary" disabled={isRunning}>
        {t("save")}
      </button>
    </form>
  );
}
