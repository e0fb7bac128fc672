export interface Me {
  id: string
  username: string
  name: string
  admin: boolean
}
