import torch, torch.nn as nn, torch.nn.functional as F, math
from safetensors.torch import load_file
class Layer(nn.Module):
    def __init__(s,d=384,h=12,f=1536):
        super().__init__(); s.h=h
        s.q=nn.Linear(d,d);s.k=nn.Linear(d,d);s.v=nn.Linear(d,d);s.o=nn.Linear(d,d)
        s.n1=nn.LayerNorm(d,eps=1e-12);s.i=nn.Linear(d,f);s.u=nn.Linear(f,d);s.n2=nn.LayerNorm(d,eps=1e-12)
        s.p=0.1
    def forward(s,x,m):
        b,n,d=x.shape
        q,k,v=(l(x).view(b,n,s.h,d//s.h).transpose(1,2) for l in (s.q,s.k,s.v))
        a=F.scaled_dot_product_attention(q,k,v,attn_mask=m,dropout_p=s.p if s.training else 0.0)
        a=a.transpose(1,2).reshape(b,n,d)
        x=s.n1(x+F.dropout(s.o(a),s.p,s.training))
        return s.n2(x+F.dropout(s.u(F.gelu(s.i(x))),s.p,s.training))
class Cross(nn.Module):
    def __init__(s,classes=3,layers=6,d=384,vocab=30522):
        super().__init__()
        s.word=nn.Embedding(vocab,d);s.pos=nn.Embedding(512,d);s.typ=nn.Embedding(2,d);s.n=nn.LayerNorm(d,eps=1e-12)
        s.layers=nn.ModuleList([Layer() for _ in range(layers)])
        s.pool=nn.Linear(d*2,d); s.out=nn.Linear(d,classes)
    def forward(s,ids,mask,types):
        x=s.word(ids)+s.pos(torch.arange(ids.shape[1]))[None]+s.typ(types)
        x=F.dropout(s.n(x),0.1,s.training)
        m=(1.0-mask[:,None,None,:].to(x.dtype))*-1e4
        for l in s.layers: x=l(x,m.to(x.dtype))
        mm=mask[:,:,None].to(x.dtype)
        mean=(x*mm).sum(1)/mm.sum(1)
        h=torch.tanh(s.pool(torch.cat([x[:,0],mean],-1)))
        return s.out(F.dropout(h,0.1,s.training))
def load(path,**kw):
    w=load_file(path); w={k.removeprefix('bert.'):v for k,v in w.items()}
    m=Cross(**kw); sd=m.state_dict()
    mp={'word.weight':'embeddings.word_embeddings.weight','pos.weight':'embeddings.position_embeddings.weight','typ.weight':'embeddings.token_type_embeddings.weight','n.weight':'embeddings.LayerNorm.weight','n.bias':'embeddings.LayerNorm.bias'}
    for i in range(len(m.layers)):
        for a,b in {'q':'attention.self.query','k':'attention.self.key','v':'attention.self.value','o':'attention.output.dense','n1':'attention.output.LayerNorm','i':'intermediate.dense','u':'output.dense','n2':'output.LayerNorm'}.items():
            for t in ('weight','bias'): mp[f'layers.{i}.{a}.{t}']=f'encoder.layer.{i}.{b}.{t}'
    for k,v in mp.items(): sd[k]=w[v]
    m.load_state_dict(sd); return m
