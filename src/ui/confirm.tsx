import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { Button } from "./button";

export interface ConfirmProps {
  readonly title: string;
  readonly advice: string;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that cannot be undone. Escape and the backdrop cancel. */
export function Confirm({
  title,
  advice,
  confirmLabel,
  cancelLabel,
  onConfirm,
  onCancel,
}: ConfirmProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      className="fixed inset-0 z-50 flex items-center justify-center bg-black/50 p-4"
    >
      <Modal className="w-full max-w-md card">
        <Dialog role="alertdialog" className="flex flex-col gap-4 p-6 outline-none">
          <Heading slot="title" className="text-lg font-bold wrap-anywhere">
            {title}
          </Heading>
          <p className="text-sm text-muted">{advice}</p>
          <div className="flex flex-wrap justify-end gap-3">
            <Button onPress={onCancel} autoFocus>
              {cancelLabel}
            </Button>
            <Button look="danger" onPress={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
