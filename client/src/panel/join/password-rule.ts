/** Characters a password has at least; the server holds the same law (`weak_password`). */
export const PASSWORD_MIN = 10;

export function passwordProblem(password: string): boolean {
  return password.length < PASSWORD_MIN;
}

/** True where a field must be changed before it is worth asking the server. */
export function signUpProblems(form: { readonly name: string; readonly email: string; readonly password: string }): {
  readonly name: boolean;
  readonly email: boolean;
  readonly password: boolean;
} {
  return {
    name: form.name.trim() === '',
    email: !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim()),
    password: passwordProblem(form.password),
  };
}
