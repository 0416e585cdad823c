import { nextTick, type Ref, type ShallowRef, useTemplateRef, watch } from 'vue'

/** The `dialog` of a component, shown over the page while `open`; `begin` makes ready what stands in it. */
export function useModal(open: Ref<boolean>, begin: () => void = () => {}): Readonly<ShallowRef<HTMLDialogElement | null>> {
  const dialog = useTemplateRef<HTMLDialogElement>('dialog')
  watch(open, async (isOpen) => {
    if (!isOpen) return dialog.value?.close()
    begin()
    await nextTick()
    dialog.value?.showModal()
  })
  return dialog
}
