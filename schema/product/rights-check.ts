import { Field, ObjectType } from 'type-graphql'
import { Contact } from '../contact/contact.entity'
import { nullable } from '../nullable'
import { Organisation } from '../organisation/organisation.entity'
import { User } from '../user/user.entity'

/** In whose names a product stands, side by side. It has no table: its fields are those of the product. */
@ObjectType({ description: 'In whose names a product stands, and whether they differ.' })
export class RightsCheck {
  @Field(() => User, nullable('The user profile that manages it.'))
  userProfile: User | null

  @Field(() => Organisation, nullable('The Organisation it is installed on.'))
  organisation: Organisation | null

  @Field(() => Organisation, nullable('The Organisation that pays for it.'))
  billing: Organisation | null

  @Field(() => Contact, nullable('The holder, in whose name it is registered.'))
  holder: Contact | null

  @Field(() => Boolean, nullable('Whether these names are not all the same.'))
  differs: boolean | null
}
