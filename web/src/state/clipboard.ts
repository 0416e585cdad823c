/**
 * Copies text. The clipboard API exists in secure contexts only, and offices run on plain http,
 * so a hidden field and the old command come second. False when neither works.
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Refused, perhaps by a policy: the old way may still work.
    }
  }
  const before = document.activeElement
  const place = before?.parentElement?.closest('body *') ?? document.body
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  field.className = 'hidden'
  // Beside what has the focus: a popup closes when the focus leaves it, and behind a dialog nothing takes it.
  place.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return done
}

/** Hands a text over as a file. */
export const saveText = (fileName: string, text: string, type: string): void => saveBlob(fileName, new Blob([text], { type }))

/** Hands bytes over as a file. */
export function saveBlob(fileName: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes)
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
