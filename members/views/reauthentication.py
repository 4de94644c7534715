"""Is it you? For who has neither password nor second step: a code by mail."""

from allauth.account.views import BaseReauthenticateView
from allauth.core import ratelimit
from django.shortcuts import redirect

from members.accounts.forms import EmailedCodeForm
from members.accounts.proofs import EmailedCode


class ReauthenticateByCode(BaseReauthenticateView):
    """One button sends the code, the next takes it; then the interrupted step goes on."""

    form_class = EmailedCodeForm
    template_name = "members/reauthenticate.html"

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") == "send":
            return self._send()
        return super().post(request, *args, **kwargs)

    def _send(self):
        address = self.request.user.email
        refusal = ratelimit.consume_or_429(self.request, action="request_login_code", key=address.lower())
        if refusal:
            return refusal
        EmailedCode(self.request).send()
        return redirect(self.request.get_full_path())

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "proof": EmailedCode(self.request)}

    def form_valid(self, form):
        form.proof.keep()
        return super().form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "is_sent": EmailedCode(self.request).is_sent}


by_code = ReauthenticateByCode.as_view()
