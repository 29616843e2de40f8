import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { Button } from "./button";

export interface ConfirmProps {
  readonly title: string;
  readonly advice: string;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  /** `danger` unless it harms nothing. */
  readonly look?: "danger" | "primary";
  /** What is asked besides; the first of its boxes that has `autoFocus` gets the focus. */
  readonly children?: ReactNode;
  /** Something that is asked for is missing. */
  readonly isIncomplete?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that cannot be undone. Escape and the backdrop cancel. */
export function Confirm({
  title,
  advice,
  confirmLabel,
  cancelLabel,
  look = "danger",
  children,
  isIncomplete = false,
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
      <Modal className="max-h-full w-full max-w-md overflow-y-auto card">
        <Dialog role="alertdialog" className="p-6 outline-none">
          <form
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              // It stands in a page that may be a form itself.
              event.stopPropagation();
              if (!isIncomplete) onConfirm();
            }}
          >
            <Heading slot="title" className="text-lg font-bold wrap-anywhere">
              {title}
            </Heading>
            <p className="text-sm text-muted">{advice}</p>
            {children}
            <div className="flex flex-wrap justify-end gap-3">
              <Button onPress={onCancel} autoFocus={children === undefined}>
                {cancelLabel}
              </Button>
              <Button type="submit" look={look} isDisabled={isIncomplete}>
                {confirmLabel}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
