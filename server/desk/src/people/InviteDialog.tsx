import type { DeskRole, Invited } from "@causerie/protocol/desk";
import { type FormEvent, type ReactNode, useState } from "react";
import { useFormats } from "#i18n/times.ts";
import { useTexts } from "#i18n/texts.ts";
import { Copyable } from "#parts/Copyable.tsx";
import { Field } from "#parts/Field.tsx";
import { FormError } from "#parts/FormError.tsx";
import { Modal } from "#parts/Modal.tsx";
import { useAction } from "#parts/use-action.ts";
import { team } from "#wire/team.ts";
import { RoleField } from "./RoleField.tsx";

type Props = { onClose: () => void; onInvited: () => Promise<void> };

export function InviteDialog({ onClose, onInvited }: Props): ReactNode {
  const t = useTexts();
  const { moment } = useFormats();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<DeskRole>("operator");
  const [invited, setInvited] = useState<Invited>();
  const { isRunning, error, run } = useAction();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await run(async () => {
      setInvited(await team.invite({ email, role }));
      await onInvited();
    });
  };
  return (
    <Modal title={t("invite")} isOpen onClose={onClose}>
      {invited === undefined ? (
        <form className="form" onSubmit={(event) => void submit(event)}>
          <Field
            label={t("email")}
            type="email"
            required
            autoFocus
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <RoleField role={role} onChange={setRole} />
          <FormError error={error} />
          <button type="submit" className="button primary" disabled={isRunning}>
            {t("makeLink")}
          </button>
        </form>
      ) : (
        <>
          <p>{t("inviteLink", { email, until: moment(invited.expiresAt) })}</p>
          <Copyable label={t("link")} value={invited.link} />
        </>
      )}
    </Modal>
  );
}
