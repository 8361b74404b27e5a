import { deskLimits } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "./Field.tsx";

type WordProps = {
  languages: string;
  onLanguages: (text: string) => void;
  skills: string;
  onSkills: (text: string) => void;
};

/** Both are lists between commas: short, and seldom changed. */
export function WordFields({ languages, onLanguages, skills, onSkills }: WordProps): ReactNode {
  const t = useTexts();
  return (
    <>
      <Field
        label={t("languages")}
        hint={t("languagesHint")}
        pattern="\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*(\s*,\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)*\s*,?\s*"
        value={languages}
        onChange={(event) => onLanguages(event.target.value)}
      />
      <Field
        label={t("skills")}
        hint={t("skillsHint")}
        maxLength={deskLimits.words * (deskLimits.tagLength + 2)}
        value={skills}
        onChange={(event) => onSkills(event.target.value)}
      />
    </>
  );
}
