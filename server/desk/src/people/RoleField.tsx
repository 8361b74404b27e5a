import { type DeskRole, deskRoles } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { parseRole, roleHelp, roleText } from "#i18n/role-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { SelectField } from "#parts/Field.tsx";

type Props = { role: DeskRole; onChange: (role: DeskRole) => void; isFixed?: boolean };

export function RoleField({ role, onChange, isFixed = false }: Props): ReactNode {
  const t = useTexts();
  return (
    <SelectField
      label={t("role")}
      hint={roleHelp(role, t)}
      disabled={isFixed}
      value={role}
      onChange={(event) => onChange(parseRole(event.target.value))}
    >
      {deskRoles.map((each) => (
        <option key={each} value={each}>
          {roleText(each, t)}
        </option>
      ))}
    </SelectField>
  );
}
