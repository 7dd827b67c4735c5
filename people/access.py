"""What of a person's own may they edit here?"""

from people.models import Profile, User


def get_profile_to_edit(*, user: User) -> Profile:
    """The person's profile, or a new one where there is none yet.

    Within the caller's transaction: nobody else edits it, or makes another, before that ends.
    """
    owner = User.objects.select_for_update().get(pk=user.pk)
    return Profile.objects.filter(user=owner).first() or Profile(user=owner)
